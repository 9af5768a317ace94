"use strict";
for (const table of document.querySelectorAll("table.form")) {
  const body = table.tBodies[0];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const titles = [...table.tHead.rows[0].cells];
  titles.forEach((title, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title.textContent;
    title.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = title.getAttribute("aria-sort") === "ascending";
      const text = (row) => row.cells[column].textContent.replace(/(\d),(?=\d{3})/g, "$1");
      const rows = [...body.rows].map((row) => ({ row, key: text(row) }));
      rows.sort((one, other) =>
        one.key === "" || other.key === ""
          ? (one.key === "") - (other.key === "")
          : order.compare(one.key, other.key) * (down ? -1 : 1));
      body.append(...rows.map(({ row }) => row));
      titles.forEach((each) => each.removeAttribute("aria-sort"));
      title.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  });
}
