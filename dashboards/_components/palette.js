// Every colour a script uses. The style sheets name the same values; a test holds the two together and
// computes contrast and what is left of the differences under colour blindness and in grey.

export const INK = "#1A1A1A";
export const SOFT = "#595959";
export const EDGE = "#767676";
export const LINE = "#D4D4D4";
export const GROUND = "#FFFFFF";
export const TINT = "#F4F4F2";
export const ACCENT = "#12436D";
export const TODAY_ROW = "#EEEEEA";
export const TOTAL = "#3D3D3D";

/** Groups by look: the first three of the state, then protection; in a stack in this order, each with pattern and letter. */
export const GROUPS = { S: "#12436D", A: "#28A197", E: "#801650", P: "#F46A25" };

/** For groups a study adds, and for their letters. */
export const SPARE = ["#3D3D3D", "#6A4C93", "#A35A00"];

/** From much worse to much better; the pale ones need `STEP_EDGE` round them, all of them the sign from words.js. */
export const STEPS = [
  { fill: "#B35806", ink: "#FFFFFF" },
  { fill: "#F1A340", ink: "#111111" },
  { fill: "#F7F7F7", ink: "#111111" },
  { fill: "#998EC3", ink: "#111111" },
  { fill: "#542788", ink: "#FFFFFF" },
];
export const STEP_EDGE = "#595959";

/** A range behind its central mark. */
export const SPREAD = "#8F83BD";

/** Up to three chosen options in lines and scatters: colour, dash and shape, and the name at the line. */
export const CHOSEN = [
  { colour: "#0A2540", dash: "", shape: "circle" },
  { colour: "#8B3F18", dash: "9 4", shape: "square" },
  { colour: "#279B91", dash: "2 3", shape: "triangle" },
];

/** Grounds of areas that lie side by side, each area with a pattern, a letter and an edge as well. */
export const AREAS = ["#F4F4F2", "#DCE6EE", "#F1E6D6", "#E2ECE6", "#EDE3EE"];

/** All other options in the same chart: thin, unbroken, without a mark. */
export const REST = "#949494";
