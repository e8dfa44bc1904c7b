package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The Web API over HTTP: tokens, limits, faults and methods; uploads and private downloads. */
final class WebSide implements AutoCloseable {
  static final String BOT_TOKEN = "xoxb-fake-bot";
  static final String APP_TOKEN = "xapp-fake-app";
  private static final Set<String> APP_SCOPES = Set.of("connections:write");

  private final Workspace workspace;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fake-slack");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, WebMethod> methods = new HashMap<>();
  private final List<WebCall> calls = new ArrayList<>();
  private final Faults faults;
  private final RateLimits limits;
  private final Set<String> scopes = new TreeSet<>();
  private final ResponseUrls responses;
  private boolean revoked;
  private @Nullable FileMethods files;

  WebSide(Workspace workspace, Faults faults, RateLimits limits, ResponseUrls responses) {
    this.workspace = workspace;
    this.faults = faults;
    this.limits = limits;
    this.responses = responses;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/api/", this::call);
    server.createContext("/upload/v1/", this::upload);
    server.createContext("/files-pri/", this::download);
    server.createContext("/response/", this::response);
    server.start();
  }

  /** The address that everything of this side begins with. */
  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  void methods(Map<String, WebMethod> more) {
    methods.putAll(more);
  }

  void files(FileMethods theirs) {
    files = theirs;
    methods(theirs.all());
  }

  void scopes(Set<String> now) {
    synchronized (workspace) {
      scopes.clear();
      scopes.addAll(now);
    }
  }

  Set<String> scopes() {
    synchronized (workspace) {
      return Set.copyOf(scopes);
    }
  }

  void revoked(boolean now) {
    synchronized (workspace) {
      revoked = now;
    }
  }

  List<WebCall> calls() {
    synchronized (workspace) {
      return List.copyOf(calls);
    }
  }

  private void call(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring("/api/".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    @Nullable Fault fault = faults.take(method);
    if (fault instanceof Fault.Cut) {
      exchange.close();
      return;
    }
    WebCall call = answered(exchange, method, new String(body, StandardCharsets.UTF_8), fault);
    synchronized (workspace) {
      calls.add(call);
      workspace.stirred();
    }
    if (call.status() == 429) {
      exchange.getResponseHeaders().set("Retry-After", call.answer().path("wait").asText());
    }
    exchange.getResponseHeaders().set("X-OAuth-Scopes", String.join(",", scopes()));
    reply(exchange, fault, call.status(), "application/json; charset=utf-8", bytes(call));
  }

  private static byte[] bytes(WebCall call) {
    return call.answer().toString().getBytes(StandardCharsets.UTF_8);
  }

  private WebCall answered(
      HttpExchange exchange, String method, String body, @Nullable Fault fault) {
    Map<String, String> asked = Map.of();
    ObjectNode answer;
    int status = 200;
    try {
      Params params =
          Params.of(
              exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              body);
      asked = params.all();
      int wait = fault instanceof Fault.Limited limited ? limited.seconds() : 0;
      wait = wait == 0 && fault == null ? limits.taken(method, params) : wait;
      if (fault instanceof Fault.Status broken) {
        status = broken.code();
        answer = Wire.object();
      } else if (wait > 0) {
        status = 429;
        answer = Wire.object().put("ok", false).put("error", "ratelimited").put("wait", wait);
      } else if (fault instanceof Fault.Refused refused) {
        throw new Refusal(refused.error());
      } else {
        Caller caller = caller(exchange, method, params);
        WebMethod known = methods.get(method);
        if (known == null) {
          throw new Refusal("unknown_method").with("req_method", method);
        }
        answer = Wire.object().put("ok", true);
        answer.setAll(workspace.change(() -> known.answer(caller, params)));
      }
    } catch (Refusal refusal) {
      answer = refusal.body();
    }
    return new WebCall(method, asked, workspace.clock.instant(), status, answer);
  }

  private Caller caller(HttpExchange exchange, String method, Params params) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String token =
        header != null && header.startsWith("Bearer ")
            ? header.substring("Bearer ".length())
            : params.text("token");
    if (token.isEmpty()) {
      throw new Refusal("not_authed");
    }
    boolean app = token.equals(APP_TOKEN);
    if (!app && (!token.equals(BOT_TOKEN) || revoked)) {
      throw new Refusal(token.equals(BOT_TOKEN) ? "token_revoked" : "invalid_auth");
    }
    if (app != method.equals("apps.connections.open") && !method.equals("auth.test")) {
      throw new Refusal("not_allowed_token_type");
    }
    return new Caller(app, app ? APP_SCOPES : scopes());
  }

  private void upload(HttpExchange exchange) throws IOException {
    String id = last(exchange);
    byte[] content =
        Multipart.content(
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestBody().readAllBytes());
    @Nullable Fault fault = faults.take("upload");
    if (fault instanceof Fault.Cut) {
      exchange.close();
      return;
    }
    if (fault instanceof Fault.Status broken) {
      reply(exchange, null, broken.code(), "text/plain", new byte[0]);
      return;
    }
    boolean taken = workspace.change(() -> files != null && files.upload(id, content));
    byte[] words =
        (taken ? "OK - " + content.length : "no such upload").getBytes(StandardCharsets.UTF_8);
    reply(exchange, fault, taken ? 200 : 400, "text/plain", words);
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Without a token that may see it, a page to sign in comes with a cheerful 200. */
  private void download(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestURI().getPath().split("/", -1);
    String id = parts[2].substring(parts[2].indexOf('-') + 1);
    @Nullable Fault fault = faults.take("download");
    if (fault instanceof Fault.Cut) {
      exchange.close();
      return;
    }
    if (fault instanceof Fault.Status broken) {
      reply(exchange, null, broken.code(), "text/plain", new byte[0]);
      return;
    }
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    @Nullable SharedFile file =
        workspace.change(
            () -> {
              SharedFile known = workspace.files.get(id);
              boolean may =
                  ("Bearer " + BOT_TOKEN).equals(token)
                      && !revoked
                      && scopes.contains("files:read");
              boolean seen = known != null && files != null && files.visible(known);
              return may && seen ? known : null;
            });
    synchronized (workspace) {
      calls.add(
          new WebCall(
              "download",
              Map.of("file", id, "authorised", String.valueOf(file != null)),
              workspace.clock.instant(),
              200,
              Wire.object()));
    }
    if (file == null) {
      byte[] page = "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
      reply(exchange, null, 200, "text/html; charset=utf-8", page);
    } else if (file.mode != SharedFile.Mode.HOSTED) {
      reply(exchange, null, 404, "text/plain", new byte[0]);
    } else {
      reply(exchange, fault, 200, file.type, file.content);
    }
  }

  private void response(HttpExchange exchange) throws IOException {
    String id = last(exchange);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    @Nullable Fault fault = faults.take("response");
    boolean taken = workspace.change(() -> responses.answer(id, body));
    byte[] words = (taken ? "ok" : "expired_url").getBytes(StandardCharsets.UTF_8);
    reply(exchange, fault, taken ? 200 : 404, "text/plain", words);
  }

  private static void reply(
      HttpExchange exchange, @Nullable Fault fault, int status, String type, byte[] body)
      throws IOException {
    if (fault instanceof Fault.LostReply) {
      exchange.close();
      return;
    }
    if (fault instanceof Fault.Slow slow) {
      try {
        slow.until().await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body, 0, fault instanceof Fault.HalfReply ? body.length / 2 : body.length);
        out.flush();
        if (fault instanceof Fault.HalfReply) {
          exchange.close();
        }
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
