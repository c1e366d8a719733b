// The printable page of one state.

const model = JSON.parse(document.getElementById("policylab-study").textContent);
const main = document.getElementById("report");
const title = document.createElement("p");
title.textContent = model.study.title;
main.replaceChildren(title);
