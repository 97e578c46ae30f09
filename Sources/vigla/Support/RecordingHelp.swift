import ArgumentParser

/// What the options about recordings say.
enum RecordingHelp {
  static let record = ArgumentHelp(
    "Write each look at the mesh to a new file, for vigla replay.", valueName: "file")
}
