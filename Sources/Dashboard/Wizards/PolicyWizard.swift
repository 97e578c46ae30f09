import MeshModel
import Texts
import TrafficConfig

/// How clients' proxies treat a service, one of its ports or one of its subsets.
struct PolicyWizard: Wizard {
  let facts: WizardFacts

  init(_ facts: WizardFacts) { self.facts = facts }

  // MARK: Target

  private var targets: [FieldOption] {
    let ports = facts.info?.ports ?? []
    return [FieldOption("", tr("the whole service"))]
      + ports.map { FieldOption("port \($0.number)", tr("port \($0.number) \($0.name)")) }
      + facts.versions.map { FieldOption("subset \($0.name)", tr("version \($0.name)")) }
  }

  func target(_ answers: FormAnswers) -> (subset: String?, port: Int?) {
    let words = answers.choice("target", default: "").split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return (nil, nil) }
    return words[0] == "port" ? (nil, Int(words[1])) : (words[1], nil)
  }

  func policy(_ answers: FormAnswers) -> TrafficPolicy {
    let target = target(answers)
    let subset = target.subset.flatMap { name in facts.versions.first { $0.name == name }?.subset }
    return facts.configuration.effectivePolicy(host: facts.host, subset: subset, port: target.port)
  }

  // MARK: Fields

  func fields(_ answers: FormAnswers) -> [FormField] {
    let policy = policy(answers)
    let target = FormField.choice(
      "target", tr("For"), targets, "",
      help:
        tr(
          "A policy of a port or version replaces the service's, part by part; what is set there is copied for a start."
        ))
    return [target] + balancerFields(policy.loadBalancer, answers) + poolFields(policy.connectionPool)
      + outlierFields(policy.outlierDetection) + encryptionFields(policy.tls, answers)
      + tunnelFields(answers)
  }

  private static var balancers: [FieldOption] {
    [
      FieldOption("default", tr("as the mesh does")), FieldOption("LEAST_REQUEST"), FieldOption("ROUND_ROBIN"),
      FieldOption("RANDOM"), FieldOption("PASSTHROUGH"), FieldOption("header", tr("hash of a header")),
      FieldOption("cookie", tr("hash of a cookie")), FieldOption("ip", tr("hash of the client's address")),
      FieldOption("query", tr("hash of a query parameter")),
    ]
  }

  private static func key(_ balancer: LoadBalancerPolicy?) -> String {
    switch balancer?.algorithm {
    case nil: "default"
    case .leastRequest: "LEAST_REQUEST"
    case .roundRobin: "ROUND_ROBIN"
    case .random: "RANDOM"
    case .passthrough: "PASSTHROUGH"
    case .consistentHash(.header): "header"
    case .consistentHash(.cookie): "cookie"
    case .consistentHash(.sourceIP): "ip"
    case .consistentHash(.queryParameter): "query"
    }
  }

  private func balancerFields(_ now: LoadBalancerPolicy?, _ answers: FormAnswers) -> [FormField] {
    let key = answers.choice("lb", default: Self.key(now))
    let label = Self.balancers.first { $0.key == Self.key(now) }?.label ?? ""
    var fields: [FormField] = [
      .heading(tr("Load balancing")),
      .choice(
        "lb", tr("Balancer"), Self.balancers, Self.key(now), inForce: label,
        help: tr("A hash sends the same key to the same pod; it counts inside a version only.")),
    ]
    var (name, path, ttl) = ("", "", "")
    if case .consistentHash(let hash)? = now?.algorithm, Self.key(now) == key {
      switch hash {
      case .header(let text), .queryParameter(let text): name = text
      case .cookie(let text, let cookiePath, let seconds):
        (name, path, ttl) = (text, cookiePath, FieldText.duration(seconds))
      case .sourceIP: break
      }
    }
    switch key {
    case "header":
      fields.append(.text("hashName", tr("Header"), .headerName, name, inForce: name, isOptional: false))
    case "query": fields.append(.text("hashName", tr("Parameter"), .any, name, inForce: name, isOptional: false))
    case "cookie":
      fields += [
        .text("hashName", tr("Cookie"), .headerName, name, inForce: name, isOptional: false),
        .text(
          "ttl", tr("Lives for"), .any, ttl, inForce: ttl,
          help: tr("The proxy makes the cookie; 0s: until the browser ends.")),
        .text("cookiePath", tr("on the path"), .path, path, inForce: path),
      ]
    default: break
    }
    if ["LEAST_REQUEST", "ROUND_ROBIN"].contains(key) {
      fields.append(
        .text(
          "warmup", tr("New pods warm up in"), .duration(least: 0.001), FieldText.duration(now?.warmup),
          inForce: FieldText.duration(now?.warmup), help: tr("Their share grows over this time. Empty: at once.")))
    }
    return fields + localityFields(answers)
  }

  private func localityFields(_ answers: FormAnswers) -> [FormField] {
    let kinds: [FieldOption] = [
      FieldOption("", tr("leave as it is")), FieldOption("off", tr("do not count")),
      FieldOption("labels", tr("by labels...")),
      FieldOption("failover", tr("one region takes over...")), FieldOption("shares", tr("by shares...")),
      FieldOption("default", tr("as the mesh does")),
    ]
    var fields: [FormField] = [
      .choice(
        "locality", tr("Places of pods"), kinds, "", inForce: localityNow(answers),
        help: tr("Needs outlier detection to fail over to other zones."))
    ]
    switch answers.choice("locality", default: "") {
    case "labels":
      fields.append(
        .text(
          "labels", tr("Labels, in order"), .any, "", isOptional: false,
          help: tr("Commas between, such as topology.kubernetes.io/region, topology.kubernetes.io/zone.")))
    case "failover":
      fields += [
        .text(
          "from", tr("When the region"), .any, "", isOptional: false, help: tr("The region that may fail, such as eu.")),
        .text(
          "to", tr("fails, goes to"), .any, "", isOptional: false, help: tr("The region that takes over, such as us.")),
      ]
    case "shares":
      fields += [
        .text(
          "from", tr("From the place"), .any, "", isOptional: false,
          help: tr("As region/zone/subzone; * at the end takes all.")
        ),
        .text(
          "shares", tr("Shares"), .any, "", isOptional: false,
          help: tr("PLACE=PERCENT with commas between; they sum to 100: eu/west/*=80, eu/east/*=20.")),
      ]
    default: break
    }
    return fields
  }

  private func localityNow(_ answers: FormAnswers) -> String {
    let target = target(answers)
    let policy = facts.rule?.document[["spec", "trafficPolicy", "loadBalancer", "localityLbSetting"]]
    guard target.subset == nil, target.port == nil, let policy else { return "" }
    if policy["enabled"]?.bool == false { return tr("no") }
    let labels = policy["failoverPriority"]?.strings ?? []
    return labels.isEmpty ? tr("set") : labels.joined(separator: ", ")
  }

  private func poolFields(_ now: ConnectionPoolPolicy?) -> [FormField] {
    func limit(_ id: String, _ label: String, _ value: Int?, _ help: String = "") -> FormField {
      .text(
        id, label, .whole(1...2_147_483_647), FieldText.number(value), inForce: value.map { "\($0)" } ?? tr("no limit"),
        help: help)
    }
    func time(_ id: String, _ label: String, _ value: Double?) -> FormField {
      .text(id, label, .duration(least: 0.001), FieldText.duration(value), inForce: FieldText.duration(value))
    }
    return [
      .heading(tr("Limits"), tr("each client's proxy keeps them by itself")),
      limit("maxConnections", tr("Connections"), now?.maxConnections),
      limit(
        "maxPendingRequests", tr("Waiting requests"), now?.maxPendingRequests,
        tr("More than these are answered 503 UO at once.")),
      limit("maxRequests", tr("Requests at once"), now?.maxRequests),
      limit("maxRequestsPerConnection", tr("Requests a connection"), now?.maxRequestsPerConnection),
      limit("maxRetries", tr("Retries at once"), now?.maxRetries),
      time("connectTimeout", tr("Connecting takes"), now?.connectTimeout),
      time("idleTimeout", tr("Idle connections end after"), now?.idleTimeout),
    ]
  }

  private func outlierFields(_ now: OutlierDetectionPolicy?) -> [FormField] {
    func count(
      _ id: String, _ label: String, _ value: Int?, _ range: ClosedRange<Int>, _ help: String = ""
    ) -> FormField {
      .text(id, label, .whole(range), FieldText.number(value), inForce: FieldText.number(value), help: help)
    }
    func time(_ id: String, _ label: String, _ value: Double?) -> FormField {
      .text(id, label, .duration(least: 0.001), FieldText.duration(value), inForce: FieldText.duration(value))
    }
    return [
      .heading(tr("Outlier detection"), now == nil ? tr("off: no pod is taken out") : tr("switched on")),
      count(
        "consecutive5xx", tr("Out after 5xx in a row"), now?.consecutive5xxErrors, 0...1_000_000,
        tr("0 switches it off.")),
      count(
        "consecutiveGateway", tr("or 502-504 in a row"), now?.consecutiveGatewayErrors, 0...1_000_000,
        tr("0 switches it off.")),
      time("interval", tr("Looked at every"), now?.interval),
      time("baseEjection", tr("Out for"), now?.baseEjectionTime),
      count(
        "maxEjectionPercent", tr("Out at once, %"), now?.maxEjectionPercent, 0...100,
        tr("At least one pod may go in any case.")
      ),
      count(
        "minHealthPercent", tr("Off below healthy, %"), now?.minHealthPercent, 0...100,
        tr("With fewer healthy pods than this all are used again.")),
    ] + (now == nil ? [] : [.toggle("removeOutlier", tr("Remove all of it"), false)])
  }

  // MARK: Plan

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    let target = target(answers)
    var request = PolicyRequest(service: facts.service, port: target.port, subset: target.subset)
    try setBalancer(answers, &request)
    setLimits(answers, &request)
    if answers.isOn("removeOutlier") { request.removesOutlier = true }
    setEncryption(answers, &request)
    setTunnel(answers, &request)
    return try PolicyEdit.plan(request, in: facts.context)
  }

  private func setBalancer(_ answers: FormAnswers, _ request: inout PolicyRequest) throws(ChangeRefusal) {
    let key = answers.choice("lb", default: "default")
    if ["lb", "hashName", "ttl", "cookiePath"].contains(where: answers.isEdited) {
      let name = answers.text("hashName")
      switch key {
      case "default": request.balancer = .meshDefault
      case "header": request.balancer = .hash(.header(name))
      case "query": request.balancer = .hash(.queryParameter(name))
      case "ip": request.balancer = .hash(.sourceIP)
      case "cookie":
        request.balancer = .hash(
          .cookie(name: name, path: answers.text("cookiePath"), ttl: answers.seconds("ttl")))
      default: request.balancer = .simple(key)
      }
    }
    if answers.isEdited("warmup"), ["LEAST_REQUEST", "ROUND_ROBIN"].contains(key) {
      request.warmup = answers.seconds("warmup")
      if request.warmup == nil { request.clears.insert(.warmup) }
    }
    switch answers.choice("locality", default: "") {
    case "off": request.locality = .off
    case "default": request.locality = .meshDefault
    case "labels": request.locality = .priority(Self.list(answers.text("labels")))
    case "failover": request.locality = .failover([answers.text("from"): answers.text("to")])
    case "shares": request.locality = .distribute([answers.text("from"): try Self.shares(answers.text("shares"))])
    default: break
    }
  }

  static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private static func shares(_ text: String) throws(ChangeRefusal) -> [String: Int] {
    var shares: [String: Int] = [:]
    for part in list(text) {
      let pair = part.split(separator: "=").map { String($0).trimmed }
      guard pair.count == 2, let share = Int(pair[1]), shares[pair[0]] == nil else {
        throw ChangeRefusal(.badValue, tr("\(part): a share is PLACE=PERCENT, each place once."))
      }
      shares[pair[0]] = share
    }
    return shares
  }

  /// What was emptied is removed; what was not touched stays.
  private func setLimits(_ answers: FormAnswers, _ request: inout PolicyRequest) {
    for setting in PolicyRequest.Setting.allCases where answers.isEdited(setting.rawValue) {
      let (id, isEmpty) = (setting.rawValue, answers.text(setting.rawValue).isEmpty)
      let (count, time) = (answers.whole(id), answers.seconds(id))
      switch setting {
      case .warmup, .sni, .clientCertificate, .privateKey, .caCertificates, .credentialName, .subjectAltNames: continue
      case .maxConnections: request.pool.maxConnections = count
      case .connectTimeout: request.pool.connectTimeout = time
      case .maxPendingRequests: request.pool.maxPendingRequests = count
      case .maxRequests: request.pool.maxRequests = count
      case .maxRequestsPerConnection: request.pool.maxRequestsPerConnection = count
      case .maxRetries: request.pool.maxRetries = count
      case .idleTimeout: request.pool.idleTimeout = time
      case .consecutive5xx: request.outlier.consecutive5xx = count
      case .consecutiveGateway: request.outlier.consecutiveGateway = count
      case .interval: request.outlier.interval = time
      case .baseEjection: request.outlier.baseEjection = time
      case .maxEjectionPercent: request.outlier.maxEjectionPercent = count
      case .minHealthPercent: request.outlier.minHealthPercent = count
      }
      if isEmpty { request.clears.insert(setting) }
    }
  }
}
