import Foundation

/// The programs that the end-to-end tests work with. CI installs them all; on a user's machine a missing one skips
/// the tests that need it and says what to install.
enum Tools {
  /// In CI a missing tool must fail, not skip.
  static let mustHaveAll = ProcessInfo.processInfo.environment["CI"] == "true"

  /// The built program under test, beside the test bundle.
  static let vigla: String = {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for candidate in [folder.appendingPathComponent("vigla"), URL(fileURLWithPath: ".build/debug/vigla")]
    where FileManager.default.isExecutableFile(atPath: candidate.path) {
      return candidate.path
    }
    return ".build/debug/vigla"
  }()

  /// A Python that can import pyte: the one on PATH, or Debian's.
  static let pythonWithPyte: String? = {
    for candidate in ["python3", "/usr/bin/python3"] {
      if let path = find(candidate), run(path, ["-c", "import pyte"])?.status == 0 { return path }
    }
    return nil
  }()

  static let kubectl: String? = find("kubectl")
  static let tmux: String? = find("tmux")
  static let prometheus: String? = find("prometheus")

  /// Envoy itself: `VIGLA_ENVOY`, which is the program or a folder of pip's with it, or the one on PATH.
  static let envoy: String? = {
    guard let named = ProcessInfo.processInfo.environment["VIGLA_ENVOY"] else { return find("envoy") }
    let place = URL(fileURLWithPath: named).path
    // The package's `bin/envoy` is a script that needs the folder on Python's path; the program lies deeper.
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
      return find(place)
    }
    return find(place + "/envoy/_bin/envoy") ?? find(place + "/envoy")
  }()

  /// A file in the folder of this one.
  static func support(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// The path of a program on PATH; an absolute path gives itself.
  static func find(_ name: String) -> String? {
    if name.hasPrefix("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return nil
  }

  struct Output {
    var status: Int32
    var text: String
    var errors: String
  }

  /// Runs a program to its end and gives what it printed; nil if it cannot be started.
  static func run(
    _ program: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) -> Output? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let out = Pipe()
    let stdin = Pipe()
    let errorFile = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: errorFile.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errorFile) }
    process.standardOutput = out
    process.standardError = try? FileHandle(forWritingTo: errorFile)
    process.standardInput = stdin
    guard (try? process.run()) != nil else { return nil }
    if let input { try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try? stdin.fileHandleForWriting.close()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let errors = (try? String(contentsOf: errorFile, encoding: .utf8)) ?? ""
    return Output(
      status: process.terminationStatus, text: String(decoding: data, as: UTF8.self), errors: errors)
  }
}
