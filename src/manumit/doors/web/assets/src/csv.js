// Tables as CSV (RFC 4180), safe to open in a spreadsheet: a cell that a spreadsheet would take for a formula is
// written as text (OWASP, CSV injection).
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

export function cell(value) {
  const text = value == null ? "" : String(value);
  const safe = FORMULA.test(text) && !(typeof value === "number" && NUMBER.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv = (rows) => rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
