// A photo without what it says of time, place and camera: drawn anew as a JPEG. Where it cannot be drawn, the segments of a
// JPEG that hold such notes are cut out. What is no picture is refused.
const SIDE = 3072; // pixels of the longer side: old phones' canvases hold 16 megapixels
const QUALITY = 0.85;

export async function bare(file) {
  return (await drawn(file).catch(() => null)) ?? cut(new Uint8Array(await file.arrayBuffer()));
}

async function drawn(file) {
  const picture = await createImageBitmap(file); // turned as its notes say: they are lost then
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what was see-through
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  canvas.width = canvas.height = 0; // gives its memory back at once
  return made;
}

/** A JPEG (ITU T.81, annex B) without its APP1-15 and COM segments and what follows its end; null when it is none. */
export function cut(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1];
    const size = (bytes[at + 2] << 8) | bytes[at + 3];
    if (bytes[at] !== 0xff || size < 2 || at + 2 + size > bytes.length) return null;
    if (marker === 0xda) {
      const end = endOf(bytes, at);
      return end > at ? new Blob([...kept, bytes.subarray(at, end + 2)], { type: "image/jpeg" }) : null;
    }
    const telling = (marker > 0xe0 && marker <= 0xef) || marker === 0xfe;
    if (!telling) kept.push(bytes.subarray(at, at + 2 + size));
    at += 2 + size;
  }
  return null;
}

/** Where the first end of image stands after `at`: a thumbnail's own end lies in what was cut. */
function endOf(bytes, at) {
  for (; at + 1 < bytes.length; at += 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at;
  return -1;
}
