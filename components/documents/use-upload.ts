"use client";

import { useEffect, useRef, useState } from "react";
import { signInPath } from "#components/accounts/sign-in/next-path.ts";
import { useMessages } from "#components/messages/use-messages.ts";

/** `share` of the bytes that are out, 0 to 1; at 1 the server is looking at the file. */
export type UploadState = { status: "idle" } | { status: "sending"; share: number } | { status: "failed"; text: string };

export interface Upload {
  state: UploadState;
  send: (form: FormData) => void;
  fail: (text: string) => void;
  /** Gives up what is still going on. */
  reset: () => void;
}

/** Sends a form with a file to POST /api/documents and tells how far it is, which fetch cannot. */
export function useUpload(onDone: () => void): Upload {
  const t = useMessages();
  const [state, setState] = useState<UploadState>({ status: "idle" });
  const running = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const fail = (text: string) => setState({ status: "failed", text });
  const finish = (request: XMLHttpRequest) => {
    if (request.status === 201) onDone();
    else if (request.status === 401) window.location.assign(signInPath(window.location.pathname, "ended"));
    else fail(readError(request.responseText) ?? t("documents.uploadFailed"));
  };
  const send = (form: FormData) => {
    const request = new XMLHttpRequest();
    running.current = request;
    setState({ status: "sending", share: 0 });
    request.upload.onprogress = ({ loaded, total }) => setState({ status: "sending", share: total > 0 ? loaded / total : 0 });
    request.onerror = () => fail(t("documents.connectionLost"));
    request.onload = () => finish(request);
    request.open("POST", "/api/documents");
    request.send(form);
  };
  const reset = () => {
    running.current?.abort();
    running.current = null;
    setState({ status: "idle" });
  };
  return { state, send, fail, reset };
}

/** The server's sentence about what is wrong. */
function readError(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    const text = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : undefined;
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
