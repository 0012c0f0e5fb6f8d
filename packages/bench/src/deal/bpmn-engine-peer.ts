import Database from 'better-sqlite3';
import { Engine } from 'bpmn-engine';
import { pragmas } from '../completion/database.js';
import { type DealPlayer, type DealTask, playSteps } from './deal-player.js';

const SOURCE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="deal" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://dealroute.example">
  <process id="sale" isExecutable="true">
    <startEvent id="start" />
    <userTask id="qualify" />
    <exclusiveGateway id="fits" default="no" />
    <userTask id="offer" />
    <parallelGateway id="split" />
    <userTask id="contract" />
    <userTask id="shipment" />
    <parallelGateway id="join" />
    <endEvent id="won" />
    <endEvent id="lost" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="qualify" />
    <sequenceFlow id="f2" sourceRef="qualify" targetRef="fits" />
    <sequenceFlow id="yes" sourceRef="fits" targetRef="offer">
      <conditionExpression xsi:type="tFormalExpression">\${environment.variables.fits}</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="no" sourceRef="fits" targetRef="lost" />
    <sequenceFlow id="f3" sourceRef="offer" targetRef="split" />
    <sequenceFlow id="f4" sourceRef="split" targetRef="contract" />
    <sequenceFlow id="f5" sourceRef="split" targetRef="shipment" />
    <sequenceFlow id="f6" sourceRef="contract" targetRef="join" />
    <sequenceFlow id="f7" sourceRef="shipment" targetRef="join" />
    <sequenceFlow id="f8" sourceRef="join" targetRef="won" />
  </process>
</definitions>`;

/** bpmn-engine, recovered from its snapshot for each step and saved after it, as its documentation does. */
export function bpmnEnginePeer(file: string): DealPlayer {
  const database = new Database(file);
  database.exec(pragmas('FULL'));
  database.exec('CREATE TABLE snapshot (id TEXT PRIMARY KEY, state TEXT NOT NULL)');
  const read = database.prepare('SELECT state FROM snapshot WHERE id = ?');
  const write = database.prepare('INSERT OR REPLACE INTO snapshot VALUES (?, ?)');
  const save = async (id: string, engine: Engine) => {
    write.run(id, JSON.stringify(await engine.getState()));
  };
  const steps = {
    start: async (id: string) => {
      const engine = new Engine({ name: id, source: SOURCE, variables: { fits: true } });
      await engine.execute();
      await save(id, engine);
    },
    complete: async (id: string, task: DealTask) => {
      const { state } = read.get(id) as { state: string };
      const engine = new Engine().recover(JSON.parse(state));
      const execution = await engine.resume();
      const waiting = execution.getPostponed().find((activity) => activity.id === task);
      if (!waiting) throw new Error(`bpmn-engine does not wait at ${task} of ${id}.`);
      waiting.signal();
      await save(id, engine);
      return execution.state === 'idle';
    },
  };
  return {
    name: 'bpmn-engine, recovered',
    play: (id) => playSteps(steps, id),
    close: async () => void database.close(),
  };
}
