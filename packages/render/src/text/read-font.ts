/** The widths of a font's characters, in parts of its size. */
export interface FontWidths {
  /** Of a character by its code point; undefined where the font does not have it. */
  widthOf(codePoint: number): number | undefined;
}

/** A table of a TrueType file: where it begins. */
type Tables = ReadonlyMap<string, number>;

/** Runs of code points and the glyphs they have: `cmap` format 4. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly glyphOf: (code: number) => number;
}

/** Reads the advance widths of a TrueType font: tables `head`, `hhea`, `hmtx`, and `cmap` in format 4. */
export function readFont(file: Uint8Array): FontWidths {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = tablesOf(view);
  const em = view.getUint16(at(tables, 'head') + 18);
  const metrics = view.getUint16(at(tables, 'hhea') + 34);
  const widths = at(tables, 'hmtx');
  const segments = segmentsOf(view, unicodeTable(view, at(tables, 'cmap')));
  return {
    widthOf(codePoint) {
      const segment = segments.find(({ last }) => codePoint <= last);
      const glyph = segment && codePoint >= segment.first ? segment.glyphOf(codePoint) : 0;
      if (glyph === 0) return undefined;
      return view.getUint16(widths + 4 * Math.min(glyph, metrics - 1)) / em;
    },
  };
}

function tablesOf(view: DataView): Tables {
  const count = view.getUint16(4);
  return new Map(
    Array.from({ length: count }, (_, n) => {
      const entry = 12 + 16 * n;
      const name = String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(entry + i)));
      return [name, view.getUint32(entry + 8)] as const;
    }),
  );
}

function at(tables: Tables, name: string): number {
  const offset = tables.get(name);
  if (offset === undefined)
    throw new Error(`The font has no table ${name}: expected a TrueType font. Use a .ttf file.`);
  return offset;
}

/** Where the `cmap` keeps Unicode's basic plane: platform 3, encoding 1. */
function unicodeTable(view: DataView, cmap: number): number {
  const count = view.getUint16(cmap + 2);
  for (let n = 0; n < count; n += 1) {
    const entry = cmap + 4 + 8 * n;
    if (view.getUint16(entry) === 3 && view.getUint16(entry + 2) === 1)
      return cmap + view.getUint32(entry + 4);
  }
  throw new Error('The font has no Unicode characters: expected a cmap of platform 3. Use another font.');
}

function segmentsOf(view: DataView, table: number): readonly Segment[] {
  const size = view.getUint16(table + 6);
  const ends = table + 14;
  const starts = ends + size + 2;
  return Array.from({ length: size / 2 }, (_, n) => {
    const first = view.getUint16(starts + 2 * n);
    const delta = view.getUint16(starts + size + 2 * n);
    const where = starts + 2 * size + 2 * n;
    const offset = view.getUint16(where);
    return {
      first,
      last: view.getUint16(ends + 2 * n),
      glyphOf: (code) => {
        const listed = offset === 0 ? code : view.getUint16(where + offset + 2 * (code - first));
        return listed === 0 ? 0 : (listed + delta) % 65_536;
      },
    };
  });
}
