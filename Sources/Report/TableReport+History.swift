import TrafficConfig

extension TableReport {
  /// The journal of changes, in its order.
  ///
  /// - Parameter utcOffset: of the times shown, in seconds east of Greenwich.
  public static func history(_ entries: [JournalEntry], utcOffset: Int = 0) -> TableReport {
    TableReport(
      columns: [
        .init("id"), .init("time"), .init("user"), .init("context"), .init("state"), .init("change"),
        .init("objects"), .hidden("title"), .hidden("undoOf"), .hidden("note"),
      ],
      rows: entries.map { entry in
        [
          .text(entry.id), .time(entry.time, utcOffset: utcOffset), .optional(entry.user), .optional(entry.context),
          .text(entry.state.rawValue), .text(entry.sentence.isEmpty ? entry.title : entry.sentence),
          .list(entry.changes.map { $0.reference.description }), .text(entry.title),
          .optional(entry.undoOf), .optional(entry.note),
        ]
      }, whenEmpty: "No changes yet.")
  }
}
