/** Workflow files that the server reads and writes. */
import { type AppRef, appPath } from './client';
import { request } from './http';
import { problemOf } from './problem';
import type { ApiProblem, GraphDocument, Layout, ReadFile, WrittenFile } from './types';

/** Reads a file's text for an app; what is wrong with it is an answer, too. */
export const readerAt =
  (at: AppRef) =>
  async (text: string, format?: 'roboflow'): Promise<ReadFile | { refused: ApiProblem }> => {
    try {
      return await request<ReadFile>(`${appPath(at)}/exchange`, {
        method: 'POST',
        json: { text, format },
      });
    } catch (error) {
      return { refused: problemOf(error) };
    }
  };

/** As Clarifai's SDK exports, by versions of models; with all that a workflow says; or as a definition. */
export type FileForm = 'clarifai' | 'clarifai-full' | 'roboflow';

export const writeFile = (
  at: AppRef,
  form: FileForm,
  work: { name: string; graph: GraphDocument; layout: Layout },
) =>
  request<WrittenFile>(`${appPath(at)}/exchange/export`, {
    method: 'POST',
    json: { format: form, ...work },
  });
