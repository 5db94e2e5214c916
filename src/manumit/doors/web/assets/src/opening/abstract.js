// An abstract that repeats the report is the report: so many words in a row are too many.
const RUN = 8;

const wordsOf = (text) => text.normalize("NFKC").toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether `abstract` repeats `RUN` words in a row, or all of a shorter text, of what somebody wrote. */
export function copies(abstract, texts) {
  const told = ` ${wordsOf(abstract).join(" ")} `;
  return texts.some((text) => {
    const words = wordsOf(text);
    const run = Math.min(RUN, words.length);
    if (run < 4) return false; // two or three words are nobody's own
    return words.some((_, from) => from + run <= words.length && told.includes(` ${words.slice(from, from + run).join(" ")} `));
  });
}
