import Foundation

/// `vigla-bench [NAME…]`: measures what Vigla's speed rests on and prints it as tables; `vigla-bench pictures` prints
/// docs/pictures.md, and `vigla-bench file PATH` reads one stats page.
@main
enum Bench {
  /// All there is, in the order in which it runs.
  private static var benchmarks: [Benchmark] {
    [
      Benchmark(name: "parse", run: ParsingBenchmark.run),
      Benchmark(name: "poll", run: PollingBenchmark.run),
      Benchmark(name: "frame", run: FrameBenchmark.run),
      Benchmark(name: "layout", run: LayoutBenchmark.run),
      Benchmark(name: "route", run: RoutingBenchmark.run),
      Benchmark(name: "plan", run: PlanningBenchmark.run),
      Benchmark(name: "memory", run: MemoryBenchmark.run),
    ]
  }

  static func main() async throws {
    let wanted = CommandLine.arguments.dropFirst()
    if Array(wanted) == ["pictures"] {
      print(Pictures.page, terminator: "")
      return
    }
    if wanted.count == 2, wanted.first == "file", let path = wanted.last {
      print(try ParsingBenchmark.speeds(ofFile: path), terminator: "")
      return
    }
    let names = benchmarks.map(\.name)
    if let unknown = wanted.first(where: { !names.contains($0) }) {
      FileHandle.standardError.write(
        Data("There is no benchmark '\(unknown)': choose from \(names.joined(separator: ", ")).\n".utf8))
      exit(2)
    }
    for benchmark in benchmarks where wanted.isEmpty || wanted.contains(benchmark.name) {
      for table in try await benchmark.run() { print(table.text, terminator: "\n\n") }
    }
  }
}
