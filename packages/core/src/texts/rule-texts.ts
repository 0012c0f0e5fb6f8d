import type { Locale } from './locale.js';

/**
 * What a finding says to the author of a map: what is wrong, and what to do. By `<rule>.<code>`; `{name}` stands for a
 * parameter of the finding. A parameter is a text, a number, a label (show it in the reader's language), or a list of
 * these (a path: show it with arrows; what is `missing`: with commas).
 */
export const ruleTexts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  ru: {
    'id-syntax.map':
      'Ключ карты маршрута «{key}» записан неверно. Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'id-syntax.node':
      'Идентификатор точки маршрута «{id}» записан неверно. Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'id-syntax.reserved':
      'Точка маршрута не может называться «{id}»: это служебное имя. Дайте ей другой идентификатор.',
    'id-syntax.result':
      'У действия «{node}» неверно записан ключ результата «{key}». Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'id-syntax.step':
      'У действия «{node}» неверно записан ключ шага «{key}» в списке действий. Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'id-syntax.signal':
      'У ожидания «{node}» неверно записан сигнал «{key}». Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'id-syntax.flow':
      'Идентификатор линии «{from}» → «{to}» записан неверно: «{id}». Оставьте от 1 до 64 букв, цифр, знаков «_» и «-».',
    'unique-ids.node': 'Идентификатор «{id}» есть у нескольких точек маршрута. Дайте каждой свой.',
    'unique-ids.result':
      'У действия «{node}» несколько результатов с ключом «{key}». Дайте каждому свой ключ.',
    'unique-ids.step':
      'В списке действий точки «{node}» несколько шагов с ключом «{key}». Дайте каждому свой ключ.',
    'unique-ids.flow':
      'Идентификатор «{id}» есть у нескольких линий; вторая из них: «{from}» → «{to}». Дайте каждой свой.',
    'unique-ids.lossReason':
      'Причина неудачи с ключом «{key}» указана в карте несколько раз. Оставьте одну или смените ключ.',
    'blank-title.map': 'У карты маршрута «{key}» нет названия. Назовите её, на каждом из указанных языков.',
    'blank-title.task': 'У действия «{node}» нет названия. Назовите его, на каждом из указанных языков.',
    'blank-title.result':
      'У результата «{key}» действия «{node}» нет названия. Напишите, что будет на кнопке.',
    'blank-title.step':
      'У шага «{key}» в списке действий точки «{node}» нет названия. Напишите, что нужно сделать.',
    'blank-title.lossReason': 'У причины неудачи «{key}» нет названия. Назовите её.',
    'start.none': 'В карте маршрута нет начала. Добавьте точку начала и проведите от неё линию.',
    'start.several': '«{node}» — лишнее начало: процесс начинается в одном месте. Оставьте одно начало.',
    'start.entered':
      'Линия «{from}» → «{to}» ведёт в начало. Проведите её в точку, которая идёт после начала.',
    'end.none': 'В карте маршрута нет завершения. Добавьте хотя бы одно.',
    'end.left': 'Линия «{from}» → «{to}» выходит из завершения. Уберите её или поставьте завершение позже.',
    'dangling-flow.from':
      'Линия «{from}» → «{to}» начинается в точке «{from}», которой в карте нет. Проведите линию от другой точки или удалите её.',
    'dangling-flow.to':
      'Линия «{from}» → «{to}» ведёт в точку «{to}», которой в карте нет. Проведите линию в другую точку или удалите её.',
    'flow-count.none':
      'Из точки «{node}» не выходит ни одной линии. Проведите линию дальше или поставьте здесь завершение.',
    'flow-count.several':
      'Из точки «{node}» выходит линий: {count}, а нужна одна. Оставьте одну или поставьте разделение либо условие.',
    'flow-count.decision':
      'Из условия «{node}» выходит одна линия: выбирать не из чего. Проведите вторую или уберите условие.',
    'flow-count.split':
      'Из разделения «{node}» выходит одна линия: делить нечего. Проведите вторую или уберите разделение.',
    'flow-count.join':
      'В слияние «{node}» входит линий: {count}, а нужны хотя бы две. Проведите остальные ветки или уберите слияние.',
    'unreachable-node.unreachable':
      'В точку «{node}» нельзя попасть из начала. Проведите в неё линию или удалите её.',
    'endless-path.noEnd':
      'Из точки «{node}» нельзя прийти ни к одному завершению: путь ходит по кругу. Проведите из круга линию к завершению.',
    'loop-without-wait.loop':
      'Круг {path} ничего не ждёт и будет крутиться без остановки. Добавьте в него действие человека или ожидание.',
    'flow-keys.result':
      'У линии «{from}» → «{to}» указан результат, но «{from}» — не действие. Уберите результат или проведите линию от действия.',
    'flow-keys.outcome':
      'У линии «{from}» → «{to}» указан исход, но «{from}» — не вложенный процесс. Уберите исход или проведите линию от вложенного процесса.',
    'flow-keys.condition':
      'У линии «{from}» → «{to}» указано условие, но «{from}» — не точка «Условие». Уберите условие или поставьте перед линией такую точку.',
    'flow-keys.default':
      'Линия «{from}» → «{to}» отмечена как основная, но «{from}» — не точка «Условие». Уберите отметку.',
    'flow-keys.leading':
      'Линия «{from}» → «{to}» отмечена как ведущая, но «{from}» — не разделение. Уберите отметку.',
    'doubled-flow.result':
      'Для результата «{key}» точки «{from}» проведено несколько линий; лишняя ведёт в «{to}». Оставьте одну.',
    'doubled-flow.outcome':
      'Для одного исхода вложенного процесса «{from}» проведено несколько линий; лишняя ведёт в «{to}». Оставьте одну.',
    'doubled-flow.plain':
      'Из точки «{from}» выходит несколько линий «для всего остального»; лишняя ведёт в «{to}». Оставьте одну, другим укажите результат или исход.',
    'doubled-flow.condition':
      'Условие «{key}» точки «{from}» указано на нескольких линиях; до линии в «{to}» дело не дойдёт. Измените условие или удалите линию.',
    'doubled-flow.branch':
      'Разделение «{from}» ведёт в точку «{to}» двумя линиями, и она выполнится дважды. Оставьте одну линию.',
    'result-flows.noFlow':
      'Результат «{result}» действия «{node}» никуда не ведёт. Проведите для него линию или одну линию для всех остальных результатов.',
    'result-flows.unknown':
      'Линия «{from}» → «{to}» проведена для результата «{result}», которого у действия нет. Укажите имеющийся результат или добавьте этот к действию.',
    'result-flows.neverTaken':
      'По линии «{from}» → «{to}» никто не пройдёт: у каждого результата есть своя линия. Удалите её или укажите результат.',
    'result-flows.neverCombined':
      'По линии «{from}» → «{to}» никто не пройдёт: подсчёт голосов никогда не даёт результат «{result}». Удалите линию или измените подсчёт.',
    'call-outcomes.noSuccess':
      'После удачного завершения вложенного процесса «{node}» идти некуда. Проведите линию для этого исхода или линию без исхода.',
    'call-outcomes.noFailure':
      'После неудачного завершения вложенного процесса «{node}» идти некуда. Проведите линию для этого исхода или линию без исхода.',
    'call-outcomes.neverTaken':
      'По линии «{from}» → «{to}» никто не пройдёт: у обоих исходов есть свои линии. Удалите её.',
    'decision-flows.noDefault':
      'У условия «{node}» нет основной линии на случай, когда ни одно условие не выполнено. Отметьте одну линию как основную.',
    'decision-flows.severalDefaults':
      'У условия «{from}» несколько основных линий; лишняя ведёт в «{to}». Оставьте одну, остальным укажите условие.',
    'decision-flows.defaultWithCondition':
      'У основной линии «{from}» → «{to}» есть условие, которое никогда не проверяется. Уберите условие или отметку основной линии.',
    'decision-flows.noCondition':
      'У линии «{from}» → «{to}» нет условия. Укажите его или отметьте линию как основную.',
    'condition.invalid':
      'Условие «{expression}» на линии «{from}» → «{to}» нельзя проверить: {message}. Исправьте условие.',
    'condition.invalidAt':
      'Условие «{expression}» на линии «{from}» → «{to}» нельзя проверить: {message} (символ {position}, считая с нуля). Исправьте условие.',
    'leading-branch.none':
      'У разделения «{node}» не указана ведущая ветка. Отметьте как ведущую ту линию, за которой меняется состояние интереса.',
    'leading-branch.several':
      'У разделения «{from}» несколько ведущих веток; лишняя ведёт в «{to}». Оставьте одну.',
    'leading-branch.side':
      'Линия «{from}» → «{to}» отмечена как ведущая, но само разделение стоит в побочной ветке. Уберите отметку.',
    'branch-without-join.runsIn':
      'Линия «{from}» → «{to}» возвращает побочную ветку на ведущий путь без слияния. Поставьте перед «{to}» слияние или дайте ветке своё завершение.',
    'independent-map.pipeline':
      'Независимый процесс не меняет состояние интереса, а в карте указан сценарий «{pipeline}». Уберите сценарий или сделайте карту процессом объекта.',
    'independent-map.stageBypass':
      'Независимый процесс не следит за состоянием интереса. Уберите настройку о смене состояния в обход процесса.',
    'independent-map.earlyTermination':
      'Независимый процесс не меняет состояние интереса. Уберите состояние «{stage}» из досрочного завершения.',
    'independent-map.stage':
      'Независимый процесс не меняет состояние интереса. Уберите состояние «{stage}» из точки «{node}».',
    'independent-map.leading':
      'В независимом процессе нет ведущей ветки. Уберите отметку с линии «{from}» → «{to}».',
    'pipeline.missing':
      'У процесса объекта не указан сценарий. Укажите сценарий, состояния которого он меняет.',
    'pipeline.unknown': 'Сценария «{pipeline}» в CRM нет. Укажите имеющийся сценарий.',
    'pipeline.other':
      'Карта маршрута привязана к сценарию «{pipeline}», а проверена по сценарию «{known}». Укажите в карте нужный сценарий или проверьте её по её собственному.',
    'stage-missing.earlyTermination':
      'Для досрочного завершения не указано состояние интереса. Укажите состояние неудачи.',
    'stage-missing.node': 'У точки «{node}» на ведущем пути не указано состояние интереса. Укажите его.',
    'unknown-stage.earlyTermination':
      'Состояния «{stage}», указанного для досрочного завершения, нет в сценарии «{pipeline}». Выберите имеющееся.',
    'unknown-stage.node':
      'Состояния «{stage}», указанного у точки «{node}», нет в сценарии «{pipeline}». Выберите имеющееся.',
    'side-branch-stage.stage':
      'Точка «{node}» стоит в побочной ветке, и состояние «{stage}» не применится. Уберите его или сделайте эту ветку ведущей.',
    'stage-kind.earlyTermination':
      'Досрочное завершение оставляет интерес в состоянии «{stage}», а это не состояние неудачи. Выберите состояние неудачи.',
    'stage-kind.success':
      'Удачное завершение «{node}» оставляет интерес в состоянии «{stage}», а это не состояние успеха. Выберите состояние успеха.',
    'stage-kind.failure':
      'Неудачное завершение «{node}» оставляет интерес в состоянии «{stage}», а это не состояние неудачи. Выберите состояние неудачи.',
    'early-final-stage.won':
      'В точке «{node}» интерес уже в состоянии успеха «{stage}», хотя процесс продолжается. Если это не нарочно, выберите открытое состояние.',
    'early-final-stage.lost':
      'В точке «{node}» интерес уже в состоянии неудачи «{stage}», хотя процесс продолжается. Если это не нарочно, выберите открытое состояние.',
    'stage-order.back':
      'После «{from}» точка «{node}» возвращает интерес из состояния «{before}» в более раннее «{stage}». Если это не нарочно, поменяйте состояния.',
    'end-outcome.missing':
      'У завершения «{node}» на ведущем пути не указан исход. Выберите «Удачно» или «Неудачно».',
    'end-outcome.remaining':
      'Неудачное завершение «{node}» всегда отменяет остальные ветки. Уберите настройку об остальных ветках.',
    'end-outcome.lossReason':
      'Причина неудачи указана у завершения «{node}», которое не отмечено как «Неудачно». Уберите причину или выберите «Неудачно».',
    'side-branch-end.outcome':
      'Завершение «{node}» стоит в побочной ветке и исход процесса не решает. Уберите исход или сведите ветку с ведущей.',
    'side-branch-end.lossReason': 'Завершение «{node}» стоит в побочной ветке. Уберите причину неудачи.',
    'side-branch-end.remaining':
      'Завершение «{node}» стоит в побочной ветке. Уберите настройку об остальных ветках.',
    'loss-reason-missing.missing':
      'К неудачному завершению «{node}» можно прийти от точки «{from}», не назвав причину неудачи. Укажите причину у завершения или требуйте её с результатом.',
    'loss-reasons.empty':
      'Причину неудачи нужно назвать, а список причин в карте пуст. Заполните его или уберите, тогда действует список CRM.',
    'loss-reasons.blank': 'У одной из причин неудачи пустой ключ, и выбрать её нельзя. Дайте ей ключ.',
    'loss-reasons.unknown':
      'Причины неудачи «{key}», указанной у завершения «{node}», нет в списке карты. Добавьте её в список или выберите имеющуюся.',
    'time-limit.both': 'У точки «{node}» указано и рабочее, и календарное время. Оставьте одно.',
    'time-limit.invalid':
      'Длительность «{value}» у точки «{node}» записана неверно. Запишите дни, часы и минуты: «P2D», «PT8H», «P1DT30M».',
    'time-limit.unit':
      'У длительности «{value}» точки «{node}» нет единицы. Запишите, например, «P2D» (дни) или «PT48H» (часы).',
    'time-limit.weeks':
      'Длительность «{value}» у точки «{node}» записана в неделях. Запишите её в днях, например «P5D» рабочих или «P7D» календарных.',
    'time-limit.zero':
      'Длительность «{value}» у точки «{node}» равна нулю. Укажите время больше нуля или уберите её.',
    'performers.quorum':
      'У действия «{node}» нужное число исполнителей — {count}. Укажите целое число не меньше 1.',
    'performers.noResults':
      'У действия «{node}» указано, как складывать результаты, но самих результатов нет. Добавьте результаты или выберите «первый ответ».',
    'performers.unknownResult':
      'Подсчёт голосов действия «{node}» называет результат «{result}», которого у него нет. Укажите имеющийся.',
    'performers.sameResult':
      'Подсчёт голосов действия «{node}» всегда даёт результат «{result}». Укажите разные результаты для «набрано» и «не набрано».',
    'performers.atLeast':
      'Подсчёту голосов действия «{node}» нужно голосов: {count}. Укажите целое число не меньше 1.',
    'performers.overQuorum':
      'Подсчёту голосов действия «{node}» нужно голосов: {atLeast}, а спрашивают только {quorum}. Уменьшите первое или увеличьте второе.',
    'single-performer.single':
      'Действие «{node}» рассчитано на нескольких исполнителей, а правило «{rule}» находит только одного. Выберите правило, которое находит нескольких, или оставьте одного.',
    'assignee-rule.unknown':
      'Правило выбора исполнителя «{rule}» у действия «{node}» неизвестно. Подключите его или выберите другое.',
    'performer-rule.unknown':
      'Исполнитель действия «{node}» берётся из точки «{performer}», которой в карте нет. Укажите имеющееся действие.',
    'performer-rule.notTask':
      'Исполнитель действия «{node}» берётся из точки «{performer}», а это не действие человека. Укажите действие.',
    'unknown-field.required':
      'Действие «{node}» требует поле «{field}», которого у сделок нет. Укажите имеющееся поле.',
    'unknown-field.evidence':
      'Шаг в списке действий точки «{node}» проверяется по полю «{field}», которого у сделок нет. Укажите имеющееся поле.',
    'unknown-field.assignee':
      'Исполнитель действия «{node}» выбирается по полю «{field}», которого у сделок нет. Укажите имеющееся поле.',
    'unknown-field.timer':
      'Ожидание «{node}» длится до времени из поля «{field}», которого у сделок нет. Укажите имеющееся поле.',
    'description-placeholder.unknown':
      'В описании действия «{node}» нечем заменить «{placeholder}». Используйте «deal.title» или «deal.fields.поле».',
    'description-placeholder.field':
      'Описание действия «{node}» упоминает поле «{field}», которого у сделок нет. Укажите имеющееся поле.',
    'unknown-action.unknown':
      'Обработка «{node}» запрашивает действие «{action}», которое здесь не зарегистрировано. Зарегистрируйте его или исправьте имя.',
    'call-target.unknown':
      'Вложенный процесс «{node}» запускает карту маршрута «{map}», которой нет среди действующих. Введите её в действие или исправьте ключ.',
    'call-target.governing':
      'Вложенный процесс «{node}» запускает «{map}», а это процесс объекта. Запускайте отсюда только независимый процесс.',
    'call-cycle.self':
      'Вложенный процесс «{node}» запускает эту же карту маршрута. Вместо этого проведите линию назад внутри карты.',
    'call-cycle.through':
      'Вложенные процессы запускают друг друга по кругу: {path}. Разорвите круг в точке «{node}» или в одной из этих карт.',
    'call-cycle.tooDeep':
      'От точки «{node}» вложенные процессы идут глубже допустимого: больше {limit}. Уменьшите вложенность.',
    'option-to-complete.waits':
      '{path} → «{node}» ждёт того, что уже не придёт: {missing}. Поставьте разделение там, где сейчас выбор, или уберите слияние.',
    'option-to-complete.endless':
      '{path}: отсюда процесс ходит по кругу через «{node}» и никогда не завершится. Дайте кругу выход, за которым ничего не начинается заново.',
    'option-to-complete.called':
      '{path} → «{node}» запускает вложенный процесс, который может остаться незавершённым. Исправьте его карту и введите её в действие.',
    'proper-completion.leftBehind':
      '{path} → «{node}» ждёт ветку, которая уже завершилась: {missing}. Приведите её к слиянию или завершите неудачей.',
    'safe.doubled':
      '{path}: процесс стоит в точке «{node}» дважды. Соедините ветки слиянием до неё или дайте каждой своё завершение.',
    'dead-node.dead':
      '{path} → «{node}» ждёт, но дальше процесс отсюда не пойдёт никогда. Уберите слияние или приведите к нему все ветки.',
    'undecided.limit':
      'Не удалось доказать, что процесс всегда завершится: просмотрено вариантов — {limit}, и это не все. Рисуйте разделения и слияния парами, как скобки.',
  },
  en: {
    'id-syntax.map': 'The key of the map, "{key}", is not a key. Use 1 to 64 letters, digits, "_" or "-".',
    'id-syntax.node': '"{id}" cannot be the id of a node. Use 1 to 64 letters, digits, "_" or "-".',
    'id-syntax.reserved': 'A node cannot have the id "{id}": the name is reserved. Give it another id.',
    'id-syntax.result':
      '"{key}" cannot be the key of a result of "{node}". Use 1 to 64 letters, digits, "_" or "-".',
    'id-syntax.step':
      '"{key}" cannot be the key of a checklist step of "{node}". Use 1 to 64 letters, digits, "_" or "-".',
    'id-syntax.signal': '"{key}" cannot be the signal of "{node}". Use 1 to 64 letters, digits, "_" or "-".',
    'id-syntax.flow':
      '"{id}" cannot be the id of the flow "{from}" → "{to}". Use 1 to 64 letters, digits, "_" or "-".',
    'unique-ids.node': 'Several nodes have the id "{id}". Give each its own.',
    'unique-ids.result': 'Several results of "{node}" have the key "{key}". Give each its own.',
    'unique-ids.step': 'Several checklist steps of "{node}" have the key "{key}". Give each its own.',
    'unique-ids.flow':
      'Several flows have the id "{id}"; the second is "{from}" → "{to}". Give each its own.',
    'unique-ids.lossReason': 'The loss reason "{key}" is listed more than once. Keep one, or change a key.',
    'blank-title.map': 'The map "{key}" has no title. Give it one, in each language you name.',
    'blank-title.task': 'The task "{node}" has no title. Give it one, in each language you name.',
    'blank-title.result': 'The result "{key}" of "{node}" has no title. Write what the button says.',
    'blank-title.step': 'The checklist step "{key}" of "{node}" has no title. Write what is to be done.',
    'blank-title.lossReason': 'The loss reason "{key}" has no title. Give it one.',
    'start.none': 'The map has no start. Add one, and draw a flow from it.',
    'start.several': '"{node}" is one start too many: a process begins at one place. Keep one start.',
    'start.entered': 'The flow "{from}" → "{to}" leads into the start. Lead it to the node after the start.',
    'end.none': 'The map has no end. Add at least one.',
    'end.left': 'The flow "{from}" → "{to}" leads out of an end. Remove it, or let the path end later.',
    'dangling-flow.from':
      'The flow "{from}" → "{to}" begins at "{from}", which the map does not have. Draw it from another node, or remove it.',
    'dangling-flow.to':
      'The flow "{from}" → "{to}" leads to "{to}", which the map does not have. Lead it to another node, or remove it.',
    'flow-count.none': 'No flow leads out of "{node}". Draw one, or put an end here.',
    'flow-count.several':
      '{count} flows lead out of "{node}", but it takes only one. Keep one, or put a split or a decision behind it.',
    'flow-count.decision':
      'Only one flow leads out of the decision "{node}": there is nothing to choose. Draw another, or remove the decision.',
    'flow-count.split':
      'Only one flow leads out of the split "{node}": there is nothing to split. Draw another, or remove the split.',
    'flow-count.join':
      '{count} flows lead into the join "{node}", which needs at least two. Draw the other branches to it, or remove it.',
    'unreachable-node.unreachable':
      '"{node}" cannot be reached from the start. Draw a flow to it, or remove it.',
    'endless-path.noEnd':
      'From "{node}" no end can be reached: the path goes round for ever. Draw a flow out of the round towards an end.',
    'loop-without-wait.loop':
      'The loop {path} waits for nothing and would turn without a stop. Put a task or a timer into it.',
    'flow-keys.result':
      'The flow "{from}" → "{to}" has a result, but "{from}" is no task. Remove the result, or draw the flow from a task.',
    'flow-keys.outcome':
      'The flow "{from}" → "{to}" has an outcome, but "{from}" is no call. Remove the outcome, or draw the flow from a call.',
    'flow-keys.condition':
      'The flow "{from}" → "{to}" has a condition, but "{from}" is no decision. Remove the condition, or put a decision before the flow.',
    'flow-keys.default':
      'The flow "{from}" → "{to}" is marked as the default, but "{from}" is no decision. Remove the mark.',
    'flow-keys.leading':
      'The flow "{from}" → "{to}" is marked as leading, but "{from}" is no split. Remove the mark.',
    'doubled-flow.result':
      'Several flows out of "{from}" are for the result "{key}"; the one to "{to}" is too many. Keep one.',
    'doubled-flow.outcome':
      'Several flows out of the call "{from}" are for the same outcome; the one to "{to}" is too many. Keep one.',
    'doubled-flow.plain':
      'Several flows out of "{from}" are for all the rest; the one to "{to}" is too many. Keep one, and give the others a result or an outcome.',
    'doubled-flow.condition':
      'The condition "{key}" of "{from}" stands on several flows; the one to "{to}" would never be taken. Change the condition, or remove the flow.',
    'doubled-flow.branch':
      'The split "{from}" has two flows to "{to}", which would run twice. Keep one flow.',
    'result-flows.noFlow':
      'The result "{result}" of "{node}" leads nowhere. Draw a flow for it, or one for all other results.',
    'result-flows.unknown':
      'The flow "{from}" → "{to}" is for the result "{result}", which the task does not have. Name one that it has, or add this one to the task.',
    'result-flows.neverTaken':
      'The flow "{from}" → "{to}" is never taken: each result has its own. Remove it, or give it a result.',
    'result-flows.neverCombined':
      'The flow "{from}" → "{to}" is never taken: the count of votes never gives "{result}". Remove the flow, or change the count.',
    'call-outcomes.noSuccess':
      'After a success of the call "{node}" there is no way on. Draw a flow for it, or one without an outcome.',
    'call-outcomes.noFailure':
      'After a failure of the call "{node}" there is no way on. Draw a flow for it, or one without an outcome.',
    'call-outcomes.neverTaken':
      'The flow "{from}" → "{to}" is never taken: both outcomes have their own. Remove it.',
    'decision-flows.noDefault':
      'The decision "{node}" has no default for when no condition holds. Mark one flow as the default.',
    'decision-flows.severalDefaults':
      'The decision "{from}" has several defaults; the one to "{to}" is too many. Keep one, and give the others a condition.',
    'decision-flows.defaultWithCondition':
      'The default flow "{from}" → "{to}" has a condition that would never be asked. Remove the condition, or the mark of the default.',
    'decision-flows.noCondition':
      'The flow "{from}" → "{to}" has no condition. Give it one, or mark it as the default.',
    'condition.invalid':
      'The condition "{expression}" of the flow "{from}" → "{to}" cannot be answered: {message}. Correct it.',
    'condition.invalidAt':
      'The condition "{expression}" of the flow "{from}" → "{to}" cannot be answered: {message} (at character {position}, counted from 0). Correct it.',
    'leading-branch.none':
      'The split "{node}" has no leading branch. Mark the flow behind which the deal changes its stage.',
    'leading-branch.several':
      'The split "{from}" has several leading branches; the one to "{to}" is too many. Keep one.',
    'leading-branch.side':
      'The flow "{from}" → "{to}" is marked as leading, but its split stands in a side branch. Remove the mark.',
    'branch-without-join.runsIn':
      'The flow "{from}" → "{to}" brings a side branch back to the leading path without a join. Put a join before "{to}", or give the branch an end of its own.',
    'independent-map.pipeline':
      'An independent map never touches the deal’s stage, but this one names the pipeline "{pipeline}". Remove it, or make the map a governing one.',
    'independent-map.stageBypass':
      'An independent map does not guard the deal’s stage. Remove "stageBypass".',
    'independent-map.earlyTermination':
      'An independent map never touches the deal’s stage. Remove the stage "{stage}" from its early termination.',
    'independent-map.stage':
      'An independent map never touches the deal’s stage. Remove the stage "{stage}" from "{node}".',
    'independent-map.leading':
      'An independent map has no leading branch. Remove the mark from the flow "{from}" → "{to}".',
    'pipeline.missing': 'The governing map names no pipeline. Name the one whose stages it uses.',
    'pipeline.unknown': 'The host has no pipeline "{pipeline}". Name one that it has.',
    'pipeline.other':
      'The map is bound to the pipeline "{pipeline}", but was checked against "{known}". Correct the map, or check it against its own pipeline.',
    'stage-missing.earlyTermination':
      'The early termination names no stage. Name the lost stage that the deal then gets.',
    'stage-missing.node':
      '"{node}" stands on the leading path and names no stage. Name the one that the deal has there.',
    'unknown-stage.earlyTermination':
      'The pipeline "{pipeline}" has no stage "{stage}", which the early termination names. Name one that it has.',
    'unknown-stage.node':
      'The pipeline "{pipeline}" has no stage "{stage}", which "{node}" names. Name one that it has.',
    'side-branch-stage.stage':
      '"{node}" stands in a side branch, so its stage "{stage}" would never be set. Remove it, or make this branch the leading one.',
    'stage-kind.earlyTermination':
      'The early termination leaves the deal at "{stage}", which is no lost stage. Choose a lost one.',
    'stage-kind.success':
      'The success "{node}" leaves the deal at "{stage}", which is no won stage. Choose a won one.',
    'stage-kind.failure':
      'The failure "{node}" leaves the deal at "{stage}", which is no lost stage. Choose a lost one.',
    'early-final-stage.won':
      'At "{node}" the deal is already at the won stage "{stage}", though the process goes on. Unless that is meant, choose an open stage.',
    'early-final-stage.lost':
      'At "{node}" the deal is already at the lost stage "{stage}", though the process goes on. Unless that is meant, choose an open stage.',
    'stage-order.back':
      'After "{from}", "{node}" moves the deal back from "{before}" to the earlier stage "{stage}". Unless that is meant, change the stages.',
    'end-outcome.missing': 'The end "{node}" of the leading path has no outcome. Choose success or failure.',
    'end-outcome.remaining': 'The failure "{node}" always withdraws what is open. Remove "remaining".',
    'end-outcome.lossReason':
      'The end "{node}" has a loss reason but is no failure. Remove the reason, or make it a failure.',
    'side-branch-end.outcome':
      'The end "{node}" stands in a side branch and decides nothing. Remove its outcome, or join the leading path.',
    'side-branch-end.lossReason': 'The end "{node}" stands in a side branch. Remove its loss reason.',
    'side-branch-end.remaining': 'The end "{node}" stands in a side branch. Remove "remaining".',
    'loss-reason-missing.missing':
      'The failure "{node}" can be reached from "{from}" without a loss reason. Name the reason at the end, or let the result ask for one.',
    'loss-reasons.empty':
      'A loss reason is asked for, but the map’s list of reasons is empty. Fill it, or leave it out to use the host’s list.',
    'loss-reasons.blank': 'A loss reason has an empty key and can never be given. Give it a key.',
    'loss-reasons.unknown':
      'The map’s list has no loss reason "{key}", which the end "{node}" names. Add it to the list, or name another.',
    'time-limit.both': '"{node}" has both working and elapsed time. Keep one.',
    'time-limit.invalid':
      '"{value}" at "{node}" is no duration. Write days, hours and minutes: "P2D", "PT8H", "P1DT30M".',
    'time-limit.unit':
      'The duration "{value}" at "{node}" has no unit. Write "P2D" for days, or "PT48H" for hours.',
    'time-limit.weeks':
      'The duration "{value}" at "{node}" is in weeks. Write days: "P5D" of working time, or "P7D" elapsed.',
    'time-limit.zero': 'The duration "{value}" at "{node}" is no time at all. Give it some, or remove it.',
    'performers.quorum': 'The quorum of "{node}" is {count}. Use a whole number of at least 1.',
    'performers.noResults':
      '"{node}" says how to combine results, but has none. Add results, or combine by "first".',
    'performers.unknownResult':
      'The count of votes of "{node}" names the result "{result}", which it does not have. Name one that it has.',
    'performers.sameResult':
      'The count of votes of "{node}" always gives "{result}". Name different results for reached and not reached.',
    'performers.atLeast':
      'The count of votes of "{node}" needs {count} votes. Use a whole number of at least 1.',
    'performers.overQuorum':
      'The count of votes of "{node}" needs {atLeast} votes, but only {quorum} are asked for. Lower the one, or raise the other.',
    'single-performer.single':
      '"{node}" is for several people, but its rule "{rule}" finds only one. Choose a rule that finds several, or make it a task for one.',
    'assignee-rule.unknown':
      '"{node}" asks for the assignee rule "{rule}", which is unknown. Add what provides it, or choose another.',
    'performer-rule.unknown':
      '"{node}" goes to the performer of "{performer}", which the map does not have. Name a task that it has.',
    'performer-rule.notTask':
      '"{node}" goes to the performer of "{performer}", which is no task. Name a task.',
    'unknown-field.required':
      '"{node}" requires the field "{field}", which deals do not have. Name one that they have.',
    'unknown-field.evidence':
      'A checklist step of "{node}" is proved by the field "{field}", which deals do not have. Name one that they have.',
    'unknown-field.assignee':
      'The assignee of "{node}" is chosen by the field "{field}", which deals do not have. Name one that they have.',
    'unknown-field.timer':
      'The timer "{node}" waits until the time in the field "{field}", which deals do not have. Name one that they have.',
    'description-placeholder.unknown':
      'Nothing replaces "{placeholder}" in the description of "{node}". Use "deal.title" or "deal.fields.name".',
    'description-placeholder.field':
      'The description of "{node}" mentions the field "{field}", which deals do not have. Name one that they have.',
    'unknown-action.unknown':
      '"{node}" asks for the action "{action}", which is not registered here. Register it, or correct its name.',
    'call-target.unknown':
      '"{node}" calls the map "{map}", of which there is no active version. Activate it, or correct the key.',
    'call-target.governing':
      '"{node}" calls "{map}", which is a governing map. Only an independent map can be called.',
    'call-cycle.self': '"{node}" calls the very map it stands in. Draw a loop within the map instead.',
    'call-cycle.through':
      'The called maps call one another in a circle: {path}. Break it at "{node}", or in one of those maps.',
    'call-cycle.tooDeep':
      'From "{node}" calls are nested deeper than the {limit} that are allowed. Nest them less.',
    'option-to-complete.waits':
      '{path} → "{node}" waits for what will never come: {missing}. Put a split where there is a decision, or remove the join.',
    'option-to-complete.endless':
      '{path}: from here the process goes round by "{node}" and can never end. Give the round a way out behind which nothing begins again.',
    'option-to-complete.called':
      '{path} → "{node}" runs a map whose process may never end. Correct that map and activate it.',
    'proper-completion.leftBehind':
      '{path} → "{node}" waits for a branch that has already ended: {missing}. Lead it to the join, or end it with a failure.',
    'safe.doubled':
      '{path}: the process stands at "{node}" twice. Join the branches before it, or give each an end of its own.',
    'dead-node.dead':
      '{path} → "{node}" waits, but the process never goes on from there. Remove the join, or lead all branches to it.',
    'undecided.limit':
      'It could not be shown that the process can always end: {limit} possibilities were looked at, and there are more. Draw splits and joins in pairs, like brackets.',
  },
};
