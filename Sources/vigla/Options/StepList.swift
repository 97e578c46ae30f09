import ArgumentParser

/// Percentages in ascending order, such as `1,5,25,50,100`.
struct StepList: ExpressibleByArgument, Hashable, Sendable {
  var steps: [Int]

  init(_ steps: [Int]) { self.steps = steps }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    steps = parts.compactMap(\.self)
    guard steps.count == parts.count, steps.allSatisfy({ (1...100).contains($0) }),
      zip(steps, steps.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
  }

  var defaultValueDescription: String { steps.map(String.init).joined(separator: ",") }
}
