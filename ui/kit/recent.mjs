// Lists of projects, as this browser remembers them: [{token, title}], the latest first.

const KEPT = 6;

/** The list after a project was seen under a title. */
export function heard(list, token, title) {
  return [{ token, title }, ...without(list, token)].slice(0, KEPT);
}

/** The list without one project. */
export function without(list, token) {
  return list.filter((each) => each.token !== token);
}
