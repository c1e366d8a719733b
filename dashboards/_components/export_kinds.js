// What can be saved: kinds of file with their formats, as Python makes them (`policylab.exports`), and what the page can
// make by itself when its server is away.

import { DRAWINGS, pngOf, svgOf } from "./drawings.js";
import { latexOrder, matrixTidy, matrixWide, orderCsv } from "./files.js";
import { methodsNote } from "./files_note.js";
import { possessive } from "./words.js";

const CSV = "text/csv;charset=utf-8";
const SPOKEN = { csv: "CSV", tsv: "TSV", parquet: "Parquet", json: "JSON", tex: "LaTeX", md: "Markdown", html: "HTML", docx: "Word (DOCX)", xlsx: "Excel (XLSX)",
  svg: "SVG", pdf: "PDF", png: "PNG", txt: "text", bib: "BibTeX", ris: "RIS", xml: "XML" };
const TEXTS = ["csv", "tsv", "json", "tex", "md", "txt", "bib", "ris", "xml"];

const written = (make, type) => async (view) => ({ text: await make(view), type });
const drawn = (kind) => ({
  svg: written(async (view) => (await svgOf(view, kind)).text, "image/svg+xml;charset=utf-8"),
  png: async (view) => ({ blob: await pngOf(view, kind, 2) }),
});

/** @typedef {{ending, form, isText, alone, option}} Form   `alone` makes it without a server, or is null; `option` is what the tick sets */

function kind(id, title, what, endings, { alone = {}, option = () => null, names = {} } = {}) {
  const forms = endings.map((ending) => ({ ending, form: names[ending] ?? SPOKEN[ending], isText: TEXTS.includes(ending), alone: alone[ending] ?? null, option: option(ending) }));
  return { kind: id, title, what, forms };
}

const TABLE = ["csv", "docx", "tex", "md", "html", "tsv", "parquet", "json"];
const FIGURE = ["svg", "pdf", "png", "txt"];
const CAPTION = { txt: "Caption" };

const table = (id, title, what, alone) => kind(id, title, what, TABLE, { alone, option: (ending) => (["tex", "docx"].includes(ending) ? "landscape" : null) });
const figure = (id, title, what, drawing) => kind(`figure-${id}`, title, what, FIGURE, { alone: drawing ? drawn(drawing) : {}, option: () => "grey", names: CAPTION });

/** Sections of the view; each kind has the id it has on the command line. */
export const sectionsOf = (model) => [
  { title: "Tables", tick: "Pages across, in LaTeX and Word", kinds: [
    table("order", "Order", "Every option with place, range, parts, total and protection.",
      { csv: written(orderCsv, CSV), tex: written(latexOrder, "application/x-tex;charset=utf-8") }),
    table("matrix", "Option matrix", "Central scores in this scenario, criteria as columns; your own scores marked.", { csv: written(matrixWide, CSV) }),
    table("scores", "Scores", "One row for each score: range, basis, evidence, reason; your own beside the published ones.", { csv: written(matrixTidy, CSV) }),
    kind("workbook", "Workbook", "Scores, weights and order with live formulas: a changed weight re-orders the options.", ["xlsx"]),
  ] },
  { title: "Words", kinds: [
    kind("report", "Report", "The whole view on pages, with conditions, trade-offs, scenarios, evidence, limits and a checklist of good practice.", ["pdf", "docx", "html"]),
    kind("method", "Note on method", "How this order comes about, with weights, scenario, limits and sources, ready to paste into a paper.", ["md"],
      { alone: { md: written(methodsNote, "text/markdown;charset=utf-8") } }),
    kind("sources", "Sources", "The papers, for a reference manager.", ["bib", "ris", "json"], { names: { json: "CSL-JSON" } }),
    kind("xmcda", "Decision table", "For other programs of the field, in the standard XMCDA 4.0.0.", ["xml"], { names: { xml: "XMCDA" } }),
  ] },
  { title: "Figures", tick: "In greys, for a paper printed in black", kinds: [
    figure("order", DRAWINGS.order.title, "The order with the parts each total is made of.", "order"),
    figure("ledgers", DRAWINGS.tradeoffs.title, `Protection against ${possessive(model)} concerns, with the stair line.`, "tradeoffs"),
    figure("ladder", DRAWINGS.ladder.title, "Who stands first as protection counts for more of the total.", "ladder"),
    figure("map", DRAWINGS.map.title, "In which part of all weightings each option stands first.", "map"),
    figure("tipping", "Tipping points", "Where the order changes as one group counts for more."),
    figure("places", "Places", "How often each option takes each place when weights and scores move."),
    figure("scenarios", "Scenarios", "Totals in every scenario."),
    figure("packages", "Packages", "Options carried out together."),
  ] },
];
