// The console of whoever leads a workshop.

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("present");
const title = document.createElement("p");
title.textContent = model.study.title;
main.replaceChildren(title);
