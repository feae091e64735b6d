export default {
  "saved.delete": "Delete",
  "saved.keep": "Keep this filter",
  "saved.manage": "Keep this one, or delete some…",
  "saved.name": "Name",
  "saved.nameMissing": "A filter is kept under a name.",
  "saved.none": "No filter kept yet. They follow you to every browser.",
  "saved.nothingTyped": "No filter typed yet.",
  "saved.open": "Kept",
  "saved.replace": "Replace the kept one",
  "saved.title": "Kept filters",
  "saved.use": "Use",
} as const;
