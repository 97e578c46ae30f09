extension Keymap {
  /// All bindings as a Markdown section for each place.
  ///
  /// - Complexity: O(bindings).
  public var markdown: String {
    KeyContext.allCases.compactMap { context -> String? in
      let bindings = ownBindings(in: context)
      guard !bindings.isEmpty else { return nil }
      let rows = bindings.map { "| \(Self.cell(keysText($0))) | \(Self.cell($0.help)) | `\($0.action.rawValue)` |" }
      return """
        ### \(context.title) (`\(context.rawValue)`)

        | keys | what they do | action |
        |---|---|---|
        \(rows.joined(separator: "\n"))

        """
    }.joined(separator: "\n")
  }

  /// The keys of a binding for help, such as `Left, h`; a run of digits is shortened.
  public func keysText(_ binding: KeyBinding) -> String {
    if binding.isFixed, binding.keys.count > 2, let first = binding.keys.first, let last = binding.keys.last {
      return "\(first.name)-\(last.name)"
    }
    return binding.keys.map(\.name).joined(separator: ", ")
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
