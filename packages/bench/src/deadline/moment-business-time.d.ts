declare module 'moment-business-time' {
  interface BusinessMoment {
    addWorkingTime(amount: number, unit: 'hours'): BusinessMoment;
    valueOf(): number;
  }
  interface BusinessMoments {
    (instant: number): BusinessMoment;
    updateLocale(locale: string, settings: object): void;
  }
  const moment: BusinessMoments;
  export default moment;
}
