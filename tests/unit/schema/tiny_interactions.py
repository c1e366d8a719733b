"""An interactions.yaml for the tiny study, for `write_study(folder, interactions=INTERACTIONS)`."""

INTERACTIONS = """\
about: Made up, as all of it.
combine:
  collisions:
    rule: covers
    reason: What one measure prevents another cannot prevent again.
  quay_order:
    rule: strongest
    reason: One cause of order is enough.
  cost:
    rule: add
    reason: Bills add up.
  dry_nights:
    rule: covers
    reason: Those who are dry already cannot be kept dry again.
  own_say:
    rule: strongest
    reason: One way to be asked is enough.
needs:
  clinic_staff:
    option: clinic
    needs: [later_boats]
    evidence: [rep_later]
    reason: The nurse takes the last boat home.
apart:
  one_way_across:
    between:
      - [later_boats]
      - [bridge]
    evidence: [rep_later, rep_bridge]
    reason: With a bridge no boat sails.
notes:
  late_and_ill:
    holds:
      - [later_boats]
      - [clinic]
    says: Whoever falls ill at night has both.
"""

LIGHTS = """lights:
  title: Lights on the quay
  short: Lights
  role: companion
  actor: Council
  summary: Lamps that burn all night.
  tier:
    level: not_ranked
    as_stated: not stated
    as_of: not stated
  timing: not stated
  coverage: everybody on the quay
  publicity: public
  agency: none
  destination: home
  duration: not stated
"""
"""A companion, to be added to the tiny study's options."""

WITH_LIGHTS = """companions:
  lights:
    joins: [later_boats, bridge]
    effects:
      collisions:
        low: 0
        central: 0.5
        high: 1
        basis: judgement
        reason: Rowers see each other.
      cost:
        low: -1
        central: -0.5
        high: 0
        basis: judgement
        reason: Lamps cost something.
    no_effect:
      criteria: [quay_order, dry_nights, own_say]
      reason: No channel.
    reason: Lamps go with any way across.
"""
"""What the companion does, to be added to the interactions."""
