import App
import ArgumentParser
import Settings

/// Where traffic is read from, and the way to a Prometheus: part of the connection options.
struct PrometheusOptions: ParsableArguments {
  @Option(
    help: """
      proxies, or prometheus: read traffic from a Prometheus, Thanos, Mimir or VictoriaMetrics of the cluster, which is \
      found by its service's name.
      """)
  var source: TrafficSourceChoice?

  @Option(
    help: ArgumentHelp("Read traffic from the Prometheus there, with the path before /api/v1.", valueName: "url"))
  var prometheus: String?

  @Option(help: ArgumentHelp("A file with a bearer token for it, else $VIGLA_PROMETHEUS_TOKEN.", valueName: "file"))
  var prometheusTokenFile: String?

  @Option(help: ArgumentHelp("A user name for it.", valueName: "name"))
  var prometheusUser: String?

  @Option(help: ArgumentHelp("A file with the password, else $VIGLA_PROMETHEUS_PASSWORD.", valueName: "file"))
  var prometheusPasswordFile: String?

  @Option(help: ArgumentHelp("Certificate authorities to trust for it (PEM).", valueName: "file"))
  var prometheusCa: String?

  @Option(help: ArgumentHelp("A client certificate for it (PEM).", valueName: "file"))
  var prometheusCert: String?

  @Option(help: ArgumentHelp("The certificate's key, if it is not in the same file.", valueName: "file"))
  var prometheusKey: String?

  @Flag(help: "Accept any certificate of it.")
  var prometheusInsecure = false

  @Option(
    help: ArgumentHelp(
      "Whose series are asked for, where several share a Mimir, Cortex or Thanos (X-Scope-OrgID).", valueName: "name"))
  var prometheusTenant: String?

  @Option(
    help: ArgumentHelp(
      "A header for it, such as 'X-Team: shop'; several times for several.", valueName: "header"))
  var prometheusHeader: [String] = []

  @Option(
    help: ArgumentHelp(
      "Count only series with this label, such as cluster=prod-1; several times for several.", valueName: "name=value"))
  var prometheusLabel: [String] = []

  func validate() throws {
    if source == .proxies, prometheus != nil {
      throw ValidationError("--source proxies and --prometheus exclude each other.")
    }
    let isDirect =
      prometheusTokenFile != nil || prometheusUser != nil || prometheusCa != nil || prometheusCert != nil
      || prometheusInsecure || !prometheusHeader.isEmpty
    if isDirect, prometheus == nil {
      throw ValidationError(
        "Tokens, users, certificates and headers for a Prometheus go with --prometheus URL; one that is found in the "
          + "cluster is asked through the API server with the kubeconfig's credentials.")
    }
    if prometheusUser != nil, prometheusTokenFile != nil {
      throw ValidationError("--prometheus-user and --prometheus-token-file exclude each other.")
    }
    for label in prometheusLabel where !Self.isLabel(label) {
      throw ValidationError("--prometheus-label wants NAME=VALUE, not \(label).")
    }
  }

  private static func isLabel(_ text: String) -> Bool {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let name = parts.first, name.first?.isNumber == false else { return false }
    return name.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
  }

  /// Where traffic is read from; nil where the settings decide.
  var choice: TrafficSourceChoice? { prometheus == nil ? source : .prometheus }

  /// Nil where nothing is said about a Prometheus.
  var access: PrometheusAccess? {
    guard source == .prometheus || prometheus != nil || !prometheusLabel.isEmpty || prometheusTenant != nil else {
      return nil
    }
    var access = PrometheusAccess()
    access.url = prometheus
    access.tokenFile = prometheusTokenFile
    access.user = prometheusUser
    access.passwordFile = prometheusPasswordFile
    access.authorityFile = prometheusCa
    access.certificateFile = prometheusCert
    access.keyFile = prometheusKey
    access.skipsVerification = prometheusInsecure
    access.headers = prometheusHeader
    access.tenant = prometheusTenant
    for label in prometheusLabel {
      let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
      access.labels[parts[0]] = parts[1]
    }
    return access
  }
}
