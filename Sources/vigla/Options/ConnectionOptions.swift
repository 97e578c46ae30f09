import ArgumentParser

/// How to reach a mesh, and how often and over what time to look at it: the same on every command that does.
struct ConnectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The kubeconfig file, instead of $KUBECONFIG or ~/.kube/config.", valueName: "file"))
  var kubeconfig: String?

  @Option(help: "The kubeconfig context, instead of the current one.")
  var context: String?

  @Option(name: [.short, .long], help: "A namespace to show; give it several times for several.")
  var namespace: [String] = []

  @Flag(name: [.customShort("A"), .long], help: "Show all namespaces.")
  var allNamespaces = false

  @Option(
    help: ArgumentHelp(
      "Proxies without Kubernetes: a YAML list of {url, admin?, workload?, namespace?, labels?}.", valueName: "file"))
  var endpoints: String?

  @Flag(help: "Ask the pods' addresses for statistics, not the API server's pod proxy.")
  var direct = false

  @Flag(help: "Refuse every write.")
  var readOnly = false

  @Option(help: ArgumentHelp("Seconds between two polls of the proxies, 1 to 60. (default: 5s)", valueName: "seconds"))
  var refresh: Seconds?

  @Option(
    help: ArgumentHelp(
      "The time that rates are taken over, 10s to 5m; with a Prometheus up to 24h. (default: 30s)",
      valueName: "duration"))
  var window: Seconds?

  @OptionGroup var settings: SettingsOption
  @OptionGroup(title: "Prometheus options") var prometheus: PrometheusOptions

  func validate() throws {
    if let refresh, !(1...60).contains(refresh.value) {
      throw ValidationError("--refresh wants 1 to 60 seconds, not \(refresh.defaultValueDescription).")
    }
    let isStored = prometheus.choice == .prometheus
    if let window, !(10...(isStored ? 86_400 : 300)).contains(window.value) {
      let hint = isStored || window.value > 86_400 ? "" : "; a Prometheus remembers more, with --source prometheus"
      throw ValidationError(
        "--window wants 10s to \(isStored ? "24h" : "5m"), not \(window.defaultValueDescription)\(hint).")
    }
    if allNamespaces && !namespace.isEmpty {
      throw ValidationError("-A and -n exclude each other.")
    }
    if endpoints != nil && (kubeconfig != nil || context != nil) {
      throw ValidationError("--endpoints is for proxies without Kubernetes: it excludes --kubeconfig and --context.")
    }
  }
}
