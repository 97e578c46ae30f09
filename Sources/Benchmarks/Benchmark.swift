/// Something to measure.
struct Benchmark: Sendable {
  /// What it is called on the command line.
  var name: String
  var run: @Sendable () async throws -> [Table]
}
