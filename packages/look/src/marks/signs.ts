/**
 * Small signs, each as the `d` of one path in a box of 20 by 20, to be stroked. They repeat what stands
 * beside them in words.
 */
export const SIGNS = {
  arrow: 'M3.5 10h13M11.5 5l5 5-5 5',
  building: 'M4.5 17V3.5h7V17M11.5 8h4v9M3 17h14M7 6.5h2M7 9.5h2M7 12.5h2',
  caution: 'M10 3l8 13.5H2ZM10 8v4M10 14.2v.2',
  check: 'M4 10.6 8 14.6 16 5.8',
  chevron: 'M7 4l6 6-6 6',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 5.8V10l2.8 1.8',
  /** may be viewed */
  eye: 'M1.8 10S4.8 4.6 10 4.6 18.2 10 18.2 10 15.2 15.4 10 15.4 1.8 10 1.8 10ZM10 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.2v4.4M10 6.4v.2',
  /** a program on this computer */
  terminal: 'M3 4.5h14v11H3ZM6 8l2.5 2L6 12M10.5 12.5H14',
  /** an app on this device */
  phone: 'M6 2.5h8v15H6ZM9 15h2',
  /** may be changed */
  pencil:
    'M3.5 16.5l.8-3.6 9.3-9.3a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.1 15.7ZM12 5.2l2.8 2.8',
  person: 'M10 10a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6ZM3.8 17c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5',
  /** what cannot be undone */
  trash: 'M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.4 8.8v4.6M11.6 8.8v4.6',
  /** what cannot be had */
  unavailable: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.7 15.3 15.3 4.7',
} as const;

export type SignName = keyof typeof SIGNS;
