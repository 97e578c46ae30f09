/// Why a plugin made no credentials: what failed and what to do, one line, without any secret.
struct PluginFailure: Error, Sendable, Hashable {
  let text: String

  init(_ text: String) { self.text = DisplayText.oneLine(text) }
}
