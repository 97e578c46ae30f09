/// The rows where the ends of an edge were, counted from the top of its nodes; nil for an end that is new or was below.
struct EdgeRows {
  var source: Int?
  var target: Int?
}
