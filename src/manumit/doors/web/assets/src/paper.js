// A picture as a PDF of one page, as large as the picture: for printers and for files that take nothing else.
const DENSE = 0.92; // of JPEG

/** The bytes of a PDF: `jpeg` of so many px, `title` for the reader's window; `width` and `height` of the page in points. */
export function page({ jpeg, across, down, width, height, title }) {
  const words = new TextEncoder();
  const parts = [];
  const places = [];
  let size = 0;
  const write = (one) => {
    const bytes = typeof one === "string" ? words.encode(one) : one;
    parts.push(bytes);
    size += bytes.length;
  };
  const thing = (told, stream = null) => {
    places.push(size);
    write(`${places.length} 0 obj\n${told}\n`);
    if (stream) ["stream\n", stream, "\nendstream\n"].forEach(write);
    write("endobj\n");
  };
  const drawing = words.encode(`q ${width} 0 0 ${height} 0 0 cm /Picture Do Q`);
  write("%PDF-1.4\n");
  thing("<</Type/Catalog/Pages 2 0 R/ViewerPreferences<</DisplayDocTitle true>>>>");
  thing("<</Type/Pages/Kids[3 0 R]/Count 1>>");
  thing(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<</Picture 4 0 R>>>>/Contents 5 0 R>>`);
  thing(`<</Type/XObject/Subtype/Image/Width ${across}/Height ${down}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>`, jpeg);
  thing(`<</Length ${drawing.length}>>`, drawing);
  thing(`<</Title<FEFF${[...title].map(utf16).join("")}>/Creator(Manumit)>>`);
  const table = size;
  write(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`);
  write(`trailer\n<</Size ${places.length + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return new Blob(parts, { type: "application/pdf" });
}

const utf16 = (letter) => Array.from({ length: letter.length }, (_, i) => letter.charCodeAt(i).toString(16).padStart(4, "0")).join("");

/** The same of a canvas; a point is half a px of one that is drawn twice as large. */
export async function paper(canvas, title) {
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", DENSE));
  const [across, down] = [canvas.width, canvas.height];
  return page({ jpeg: new Uint8Array(await blob.arrayBuffer()), across, down, width: across / 2, height: down / 2, title });
}
