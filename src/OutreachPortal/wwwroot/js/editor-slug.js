/** The part of an address that the server makes of a title: TextFolding.Slug. */
export function slug(title) {
  const folded = title.replaceAll('ı', 'i').replaceAll('İ', 'I').normalize('NFD').replace(/[\p{Mn}\p{Cc}\p{Cf}]/gu, '').toLowerCase()
    .replaceAll('ß', 'ss').replaceAll('æ', 'ae').replaceAll('ø', 'o').replace(/['’]/g, '');
  let text = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-/, '');
  if (text.length > 100) {
    const cut = text.lastIndexOf('-', 100);
    text = text.slice(0, cut > 0 ? cut : 100);
  }
  return text.replace(/^-+|-+$/g, '');
}
