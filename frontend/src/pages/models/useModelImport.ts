import { useEffect, useRef, useState } from 'react';
import type { AppRef } from '../../api/client';
import {
  answerQuestions,
  type BroughtFile,
  inspectFiles,
  type SentFile,
  sendFiles,
} from '../../api/models';
import { problemOf } from '../../api/problem';
import type { ApiProblem, ModelAnswers, ModelProposal } from '../../api/types';

/** What is awaited, in true units. */
export type Waiting = { kind: 'sending'; done: number; total: number } | { kind: 'looking' } | null;

const totalOf = (files: readonly BroughtFile[]) =>
  files.reduce((sum, { file }) => sum + file.size, 0);

/** The road from files to a proposal. Files that went are not sent again, answers are never lost. */
export function useModelImport(at: AppRef, first: readonly BroughtFile[]) {
  const [files, setFiles] = useState<readonly BroughtFile[]>([]);
  const [waiting, setWaiting] = useState<Waiting>(null);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const [proposal, setProposal] = useState<ModelProposal | null>(null);
  const [answers, setAnswers] = useState<ModelAnswers>({});
  const [wrong, setWrong] = useState<ApiProblem | null>(null);
  const sent = useRef(new Map<File, SentFile>());
  const stop = useRef(new AbortController());
  const turn = useRef(0);

  const look = async (wanted: readonly BroughtFile[], variant?: string) => {
    const { signal } = stop.current;
    const isNew = wanted.filter(({ file }) => !sent.current.has(file));
    const total = totalOf(isNew);
    setFiles(wanted);
    setRefused(null);
    try {
      if (isNew.length > 0) {
        setWaiting({ kind: 'sending', done: 0, total });
        const told = (done: number) => {
          setWaiting({ kind: 'sending', done: Math.min(done, total), total });
        };
        const done = await sendFiles(at, isNew, told, signal);
        for (const [index, { file }] of isNew.entries()) {
          const went = done[index];
          if (went) sent.current.set(file, went);
        }
      }
      setWaiting({ kind: 'looking' });
      const listed = wanted.flatMap(({ file }) => sent.current.get(file) ?? []);
      const found = await inspectFiles(at, listed, variant);
      if (!signal.aborted) setProposal(found);
    } catch (error) {
      if (!signal.aborted) setRefused(problemOf(error));
    }
    if (!signal.aborted) setWaiting(null);
  };

  const answer = async (patch: ModelAnswers) => {
    if (!proposal) return;
    const next = { ...answers, ...patch };
    const mine = ++turn.current;
    setAnswers(next);
    setWrong(null);
    try {
      const found = await answerQuestions(at, proposal.proposal, next);
      if (turn.current === mine && !stop.current.signal.aborted) setProposal(found);
    } catch (error) {
      if (turn.current === mine) setWrong(problemOf(error));
    }
  };

  const start = useRef(() => {
    if (first.length > 0) void look(first);
  });
  useEffect(() => {
    const control = new AbortController();
    stop.current = control;
    start.current();
    return () => {
      control.abort();
    };
  }, []);

  return {
    files,
    waiting,
    refused,
    proposal,
    answers,
    /** what is wrong with an answer; `field` says which */
    wrong,
    setWrong,
    /** words that change nothing of what the model is */
    note: (patch: ModelAnswers) => {
      setWrong(null);
      setAnswers((before) => ({ ...before, ...patch }));
    },
    answer,
    add: (more: readonly BroughtFile[]) => {
      const names = new Set(more.map(({ name }) => name));
      void look([...files.filter(({ name }) => !names.has(name)), ...more]);
    },
    choose: (variant: string) => void look(files, variant),
    over: () => {
      setProposal(null);
      setRefused(null);
      setFiles([]);
      setAnswers({});
      setWrong(null);
    },
  };
}
export type ModelImport = ReturnType<typeof useModelImport>;
