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

const client = (name: string, name_en: string, city: string, city_en: string) => ({
  name,
  name_en,
  city,
  city_en,
});

export const clients = [
  client('Северный ветер', 'Severny Veter', 'Мурманск', 'Murmansk'),
  client('Технопарк «Заря»', 'Zarya Technopark', 'Казань', 'Kazan'),
  client('Агрохолдинг «Колос»', 'Kolos Agro', 'Воронеж', 'Voronezh'),
  client('Фабрика «Уют»', 'Uyut Furniture', 'Кострома', 'Kostroma'),
  client('Строймонтаж-Юг', 'Stroymontazh South', 'Краснодар', 'Krasnodar'),
  client('Клиника «Здравие»', 'Zdravie Clinic', 'Самара', 'Samara'),
  client('Логистик-Экспресс', 'Logistic Express', 'Екатеринбург', 'Yekaterinburg'),
  client('Пекарня «Зерно»', 'Zerno Bakery', 'Тула', 'Tula'),
  client('Отель «Берёзовая роща»', 'Birch Grove Hotel', 'Суздаль', 'Suzdal'),
  client('Школа «Эврика»', 'Eureka School', 'Томск', 'Tomsk'),
];
