/** Workflow files that the server reads and writes. */
import { type GraphDocumentOf, UnreadableError } from '../graph/exchange/translator';
