// The page that stands in for a study with problems. Its list follows the files; once they are sound it gives way.

import { setText } from "./dom.js";
import { problemItem, problemsText } from "./study_news.js";

const main = document.getElementById("mending");
const status = main.querySelector("[role=status]");
const list = main.querySelector(".problems");

function news(text) {
  const { kind, count, problems } = text ? JSON.parse(text) : {};
  if (kind === "problems") {
    setText(status, `${problemsText(count)}.`);
    list.replaceChildren(...problems.map(problemItem));
  } else if (kind === "gone") {
    setText(status, "The folder of the study is no longer there.");
    list.replaceChildren();
  } else if (kind) window.location.reload();
}

main.policylab = { desk: { connect: (send) => send?.({ asks: [] }), told() {} }, status() {}, reload: () => window.location.reload(), news };
main.dispatchEvent(new CustomEvent("policylab-ready"));
