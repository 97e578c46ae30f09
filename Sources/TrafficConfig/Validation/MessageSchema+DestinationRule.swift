extension MessageSchema {
  static let destinationRule = MessageSchema(
    [
      "host": .string, "trafficPolicy": .message(trafficPolicy), "exportTo": .strings,
      "subsets": .list(
        .message(
          MessageSchema(
            ["name": .string, "labels": .stringMap, "trafficPolicy": .message(trafficPolicy)], required: ["name"]))),
      "workloadSelector": .message(MessageSchema(["matchLabels": .stringMap])),
    ], required: ["host"])

  private static let portPolicy: [String: FieldType] = [
    "loadBalancer": .message(loadBalancer), "connectionPool": .message(connectionPool),
    "outlierDetection": .message(outlierDetection), "tls": .message(tls),
  ]

  private static let trafficPolicy: MessageSchema = {
    let portNumber = FieldType.message(MessageSchema(["number": .uint32]))
    let own: [String: FieldType] = [
      "portLevelSettings": .list(.message(MessageSchema(portPolicy.merging(["port": portNumber]) { $1 }))),
      "tunnel": .message(
        MessageSchema(
          ["protocol": .string, "targetHost": .string, "targetPort": .uint32], required: ["targetHost", "targetPort"])),
      "proxyProtocol": .message(MessageSchema(["version": .choice(["V1", "V2"])])),
      "retryBudget": .message(
        MessageSchema([
          "percent": .number, "minRetryConcurrency": .uint32, "budgetInterval": .durationOrZero,
        ])),
    ]
    return MessageSchema(portPolicy.merging(own) { $1 })
  }()

  private static let loadBalancer = MessageSchema(
    [
      "simple": .choice([
        "UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST",
      ]),
      "consistentHash": .message(consistentHash), "localityLbSetting": .message(locality),
      "zoneAwareLbSetting": .message(
        MessageSchema([
          "enabled": .bool, "failover": failover, "failoverPriority": .strings, "minClusterSize": .integer(1...Int.max),
        ])),
      "warmup": .message(
        MessageSchema(
          ["duration": .duration, "minimumPercent": .number, "aggression": .number], required: ["duration"])),
      "warmupDurationSecs": .duration,
    ], exclusive: [["simple", "consistentHash"], ["warmup", "warmupDurationSecs"]])

  private static let consistentHash = MessageSchema(
    [
      "httpHeaderName": .string, "useSourceIp": .bool, "httpQueryParameterName": .string,
      "httpCookie": .message(
        MessageSchema(
          [
            "name": .string, "path": .string, "ttl": .durationOrZero,
            "attributes": .list(.message(MessageSchema(["name": .string, "value": .string]))),
          ], required: ["name"])),
      "ringHash": .message(MessageSchema(["minimumRingSize": .integer(0...Int.max)])),
      "maglev": .message(MessageSchema(["tableSize": .integer(0...Int.max)])),
      "minimumRingSize": .integer(0...Int.max),
    ],
    exclusive: [["httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName"], ["ringHash", "maglev"]])

  private static let failover = FieldType.list(.message(MessageSchema(["from": .string, "to": .string])))

  private static let locality = MessageSchema([
    "distribute": .list(.message(MessageSchema(["from": .string, "to": .map(.uint32)]))), "failover": failover,
    "failoverPriority": .strings, "enabled": .bool,
  ])

  private static let connectionPool = MessageSchema([
    "tcp": .message(
      MessageSchema([
        "maxConnections": .int32, "connectTimeout": .duration, "maxConnectionDuration": .duration,
        "idleTimeout": .durationOrZero,
        "tcpKeepalive": .message(MessageSchema(["probes": .uint32, "time": .duration, "interval": .duration])),
      ])),
    "http": .message(
      MessageSchema([
        "http1MaxPendingRequests": .int32, "http2MaxRequests": .int32, "maxRequestsPerConnection": .int32,
        "maxRetries": .int32, "idleTimeout": .duration,
        "h2UpgradePolicy": .choice(["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"]), "useClientProtocol": .bool,
        "maxConcurrentStreams": .int32,
        "http2KeepAlive": .message(MessageSchema(["interval": .duration, "timeout": .duration])),
      ])),
  ])

  private static let outlierDetection = MessageSchema([
    "consecutiveErrors": .int32, "splitExternalLocalOriginErrors": .bool, "consecutiveLocalOriginFailures": .uint32,
    "consecutiveGatewayErrors": .uint32, "consecutive5xxErrors": .uint32, "interval": .duration,
    "baseEjectionTime": .duration, "maxEjectionPercent": .int32, "minHealthPercent": .int32,
    "outlierDetectionHttpErrorCodes": .list(.integer(100...599)),
  ])

  private static let tls = MessageSchema([
    "mode": .choice(["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]), "clientCertificate": .string,
    "privateKey": .string, "caCertificates": .string, "credentialName": .string, "subjectAltNames": .strings,
    "sni": .string, "insecureSkipVerify": .bool, "caCrl": .string,
  ])
}
