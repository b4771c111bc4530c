// Getting pictures to the studio: what was dropped, pasted or chosen becomes a reference.

import { send } from "../kit/link.mjs";

const TYPES = new Set(["image/png", "image/jpeg", "image/webp"]);

/** The picture files of a drop or a paste. */
export function picturesOf(transfer) {
  return [...(transfer?.files || [])].filter((file) => file.type.startsWith("image/"));
}

/** Upload `files` one after the other and put them on `entity` in one edit. */
export async function addPictures(files, entity, edit, fail) {
  const fresh = [];
  for (const file of files) {
    if (!TYPES.has(file.type)) {
      fail(`${file.name || "This file"} is no PNG, JPEG or WebP picture.`);
      continue;
    }
    try {
      const { digest } = await send("studio/pictures", file);
      if (!entity.references.some((each) => each.digest === digest)) fresh.push(digest);
    } catch (error) {
      fail(error.message);
    }
  }
  if (!fresh.length) return;
  const references = [
    ...entity.references.map(({ digest, crop, enabled }) => ({ digest, crop, enabled })),
    ...fresh.map((digest) => ({ digest, crop: null, enabled: true })),
  ];
  edit({ kind: "set_references", entity: entity.name, references });
}
