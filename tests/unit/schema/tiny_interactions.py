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
