import Testing

/// One headless demo for all tests of a suite, started before the first and ended after the last.
struct RunningDemo: SuiteTrait, TestScoping {
  @TaskLocal private static var running: HeadlessDemo?

  /// What `vigla demo --headless` gets besides.
  var arguments: [String]

  /// The demo of the suite that runs.
  static var current: HeadlessDemo {
    get throws { try #require(running, "the suite lacks the trait .demo") }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Self.$running.withValue(try HeadlessDemo(arguments)) { try await function() }
  }
}

extension Trait where Self == RunningDemo {
  /// A demo for the suite; its tests find it as `RunningDemo.current`.
  static func demo(_ arguments: String...) -> Self { RunningDemo(arguments: arguments) }
}
