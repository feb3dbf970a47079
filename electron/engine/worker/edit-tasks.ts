import { makeEdit, planEdit } from '../edit/edit-image.ts';
import { saveEdit } from '../edit/save-edit.ts';
import type { TaskContext } from './protocol.ts';
import type { Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** Making new images of others, on threads. */
export const editTasks = {
  'edit.plan': (request: Argument<'edit.plan'>, context: TaskContext) => planEdit(request, context),
  'edit.make': (request: Argument<'edit.make'>, context: TaskContext) => makeEdit(request, context),
  'edit.save': ({ request, ...where }: Argument<'edit.save'>, context: TaskContext) =>
    saveEdit(request, where, context),
};
