extension MessageSchema {
  static let virtualService = MessageSchema([
    "hosts": .strings, "gateways": .strings, "http": .list(.message(httpRoute)), "exportTo": .strings,
    "tls": .list(
      .message(MessageSchema(["match": .list(.message(tlsMatch)), "route": streamRoute], required: ["match"]))),
    "tcp": .list(.message(MessageSchema(["match": .list(.message(tcpMatch)), "route": streamRoute]))),
  ])

  private static let httpRoute = MessageSchema([
    "name": .string, "match": .list(.message(httpMatch)), "route": .list(.message(httpDestination)),
    "redirect": .message(redirect), "directResponse": .message(directResponse),
    "delegate": .message(MessageSchema(["name": .string, "namespace": .string])), "rewrite": .message(rewrite),
    "timeout": .duration, "retries": .message(retries), "fault": .message(fault), "mirror": .message(destination),
    "mirrors": .list(
      .message(
        MessageSchema(
          ["destination": .message(destination), "percentage": .message(percent)], required: ["destination"]))),
    "mirrorPercent": .uint32, "mirror_percent": .uint32, "mirrorPercentage": .message(percent),
    "corsPolicy": .message(cors), "headers": .message(headers),
  ])

  private static let httpMatch = MessageSchema([
    "name": .string, "uri": .message(stringMatch), "scheme": .message(stringMatch), "method": .message(stringMatch),
    "authority": .message(stringMatch), "headers": .map(.message(stringMatch)), "port": .uint32,
    "sourceLabels": .stringMap, "gateways": .strings, "queryParams": .map(.message(stringMatch)),
    "ignoreUriCase": .bool, "withoutHeaders": .map(.message(stringMatch)), "sourceNamespace": .string,
    "statPrefix": .string,
  ])

  private static let stringMatch = MessageSchema(
    ["exact": .string, "prefix": .string, "regex": .string], exclusive: [["exact", "prefix", "regex"]])

  private static let percent = MessageSchema(["value": .number])

  static let destination = MessageSchema(
    ["host": .string, "subset": .string, "port": .message(MessageSchema(["number": .uint32]))], required: ["host"])

  private static let httpDestination = MessageSchema(
    ["destination": .message(destination), "weight": .int32, "headers": .message(headers)],
    required: ["destination"])

  private static let streamRoute = FieldType.list(
    .message(
      MessageSchema(["destination": .message(destination), "weight": .int32], required: ["destination"])))

  private static let headers: MessageSchema = {
    let edits = MessageSchema(["set": .stringMap, "add": .stringMap, "remove": .strings])
    return MessageSchema(["request": .message(edits), "response": .message(edits)])
  }()

  private static let redirect = MessageSchema(
    [
      "uri": .string, "prefixRewrite": .string, "authority": .string, "scheme": .string, "port": .uint32,
      "derivePort": .choice(["FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"]), "redirectCode": .uint32,
    ], exclusive: [["port", "derivePort"]])

  private static let directResponse = MessageSchema(
    [
      "status": .uint32,
      "body": .message(MessageSchema(["string": .string, "bytes": .string], exclusive: [["string", "bytes"]])),
    ], required: ["status"])

  private static let rewrite = MessageSchema([
    "uri": .string, "authority": .string,
    "uriRegexRewrite": .message(MessageSchema(["match": .string, "rewrite": .string])),
  ])

  private static let retries = MessageSchema([
    "attempts": .int32, "perTryTimeout": .duration, "retryOn": .string, "retryRemoteLocalities": .bool,
    "retryIgnorePreviousHosts": .bool, "backoff": .duration,
  ])

  private static let fault = MessageSchema([
    "delay": .message(
      MessageSchema(
        [
          "percent": .int32, "fixedDelay": .duration, "exponentialDelay": .duration,
          "percentage": .message(percent),
        ], exclusive: [["fixedDelay", "exponentialDelay"]])),
    "abort": .message(
      MessageSchema(
        [
          "httpStatus": .int32, "grpcStatus": .string, "http2Error": .string, "percentage": .message(percent),
        ], exclusive: [["httpStatus", "grpcStatus", "http2Error"]])),
  ])

  private static let cors = MessageSchema([
    "allowOrigin": .strings, "allowOrigins": .list(.message(stringMatch)), "allowMethods": .strings,
    "allowHeaders": .strings, "exposeHeaders": .strings, "maxAge": .duration, "allowCredentials": .bool,
    "unmatchedPreflights": .choice(["UNSPECIFIED", "FORWARD", "IGNORE"]),
  ])

  private static let tlsMatch = MessageSchema(
    [
      "sniHosts": .strings, "destinationSubnets": .strings, "port": .uint32, "sourceLabels": .stringMap,
      "gateways": .strings, "sourceNamespace": .string,
    ], required: ["sniHosts"])

  private static let tcpMatch = MessageSchema([
    "destinationSubnets": .strings, "port": .uint32, "sourceSubnet": .string, "sourceLabels": .stringMap,
    "gateways": .strings, "sourceNamespace": .string,
  ])
}
