// The projected page: one chart and one sentence, no controls.

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("screen");
const title = document.createElement("p");
title.textContent = model.study.title;
main.replaceChildren(title);
