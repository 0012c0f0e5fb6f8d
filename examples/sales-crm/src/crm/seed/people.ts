/** Example people: all of them are invented. */
export const departments = [
  { id: 'sales', name: 'Отдел продаж', name_en: 'Sales', head: 'orlova' },
  { id: 'operations', name: 'Отдел исполнения', name_en: 'Operations', head: 'volkov' },
];

const person = (
  id: string,
  names: readonly [ru: string, en: string],
  titles: readonly [ru: string, en: string],
  department: string | null,
  ...roles: readonly string[]
) => ({
  id,
  name: names[0],
  name_en: names[1],
  title: titles[0],
  title_en: titles[1],
  department,
  roles: JSON.stringify(roles),
});

const MANAGER = ['Менеджер', 'Sales manager'] as const;
const STOREKEEPER = ['Кладовщик', 'Storekeeper'] as const;

export const users = [
  person('ivanova', ['Анна Иванова', 'Anna Ivanova'], MANAGER, 'sales'),
  person('petrov', ['Дмитрий Петров', 'Dmitry Petrov'], MANAGER, 'sales'),
  person('smirnova', ['Мария Смирнова', 'Maria Smirnova'], MANAGER, 'sales'),
  person(
    'orlova',
    ['Елена Орлова', 'Elena Orlova'],
    ['Руководитель отдела продаж', 'Head of sales'],
    'sales',
  ),
  person(
    'volkov',
    ['Сергей Волков', 'Sergey Volkov'],
    ['Руководитель исполнения', 'Head of operations'],
    'operations',
  ),
  person('zaitseva', ['Ольга Зайцева', 'Olga Zaitseva'], ['Юрист', 'Lawyer'], 'operations', 'lawyer'),
  person('morozov', ['Павел Морозов', 'Pavel Morozov'], STOREKEEPER, 'operations', 'warehouse'),
  person('nikitin', ['Артём Никитин', 'Artyom Nikitin'], STOREKEEPER, 'operations', 'warehouse'),
  person('belova', ['Наталья Белова', 'Natalia Belova'], ['Администратор', 'Administrator'], null, 'admin'),
];

const client = (name: string, name_en: string, city: string) => ({ name, name_en, city });

export const clients = [
  client('Северный ветер', 'Severny Veter', 'Мурманск'),
  client('Технопарк «Заря»', 'Zarya Technopark', 'Казань'),
  client('Агрохолдинг «Колос»', 'Kolos Agro', 'Воронеж'),
  client('Фабрика «Уют»', 'Uyut Furniture', 'Кострома'),
  client('Строймонтаж-Юг', 'Stroymontazh South', 'Краснодар'),
  client('Клиника «Здравие»', 'Zdravie Clinic', 'Самара'),
  client('Логистик-Экспресс', 'Logistic Express', 'Екатеринбург'),
  client('Пекарня «Зерно»', 'Zerno Bakery', 'Тула'),
  client('Отель «Берёзовая роща»', 'Birch Grove Hotel', 'Суздаль'),
  client('Школа «Эврика»', 'Eureka School', 'Томск'),
];
