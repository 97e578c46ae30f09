import CTerminal

/// What this process tells when it crashes.
public enum CrashReports {
  /// Has crashes reported by the names of functions alone, from now on: no memory, in which credentials are.
  ///
  /// Swift's own report shows bytes at the addresses in registers. It comes only where `SWIFT_BACKTRACE` says
  /// `registers=none`.
  public static func nameFunctionsOnly() { ct_crash_reports_install() }
}
