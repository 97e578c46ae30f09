extension Optional<String> {
  /// Calls with the text as a C string, or with a null pointer.
  func withOptionalCString<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let self else { return body(nil) }
    return self.withCString(body)
  }
}
