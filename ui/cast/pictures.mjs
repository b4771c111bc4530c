// Getting pictures to the studio: what was dropped, pasted or chosen becomes a reference.

import { send } from "../kit/link.mjs";

const TYPES = new Set(["image/png", "image/jpeg", "image/webp"]);
const NAME_SHOWN = 60; // characters

/** The picture files of a drop or a paste. */
export function picturesOf(transfer) {
  return [...(transfer?.files || [])].filter((file) => file.type.startsWith("image/"));
}

/** The name of a file as a line about it begins. */
export function named({ name }) {
  if (!name) return "The picture";
  return name.length > NAME_SHOWN ? `“${name.slice(0, NAME_SHOWN - 1)}…”` : `“${name}”`;
}

/**
 * Upload `files` one after the other and put them on the entity in one edit. `known()` is the
 * entity as it is by then: it may have got other pictures meanwhile.
 */
export async function addPictures(files, known, edit, fail) {
  const fresh = [];
  for (const file of files) {
    if (!TYPES.has(file.type)) {
      fail(`${named(file)} is no PNG, JPEG or WebP picture.`);
      continue;
    }
    try {
      const { digest } = await send("studio/pictures", file);
      fresh.push(digest);
    } catch (error) {
      fail(`${named(file)}: ${error.message}`);
    }
  }
  const entity = known();
  if (!entity) return; // renamed or removed meanwhile
  const old = entity.references.map(({ digest, crop, enabled }) => ({ digest, crop, enabled }));
  const added = [...new Set(fresh)].filter((digest) => old.every((each) => each.digest !== digest));
  if (!added.length) return;
  const references = [...old, ...added.map((digest) => ({ digest, crop: null, enabled: true }))];
  edit({ kind: "set_references", entity: entity.name, references });
}
