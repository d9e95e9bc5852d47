// What screen, paper and playback share, as geo has it: categories, signs, road states. The server writes it as
// PASSAGE_GRAMMAR before this script, which restates none of it.

export const GRAMMAR = PASSAGE_GRAMMAR;
