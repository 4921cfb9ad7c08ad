// The page without a widget. Its figures are subtracted from all others.
export default { order: 0 };
