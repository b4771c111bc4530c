// What a person chose on this page that belongs to no project and is asked for in several panels.

/** `cross_fade`: frames by which scenes of a film overlap. */
export const choices = { cross_fade: 0 };
